//! Shows what the open opportunities of each stage of each pipeline are worth.
//!
//! `cargo run -p examples --example opportunity_pipelines` asks a sandbox on this machine. With `HIGHLEVEL_TOKEN` (a
//! sub-account's token with the scope `opportunities.readonly`) and `HIGHLEVEL_LOCATION_ID` in the environment it asks
//! the real API.

use std::collections::BTreeMap;
use std::error::Error;

use examples::{Account, account};
use highlevel::Client;
use highlevel::opportunities::types::SearchOpportunityStatus;
use highlevel::opportunities::{GetPipelinesParams, SearchOpportunityParams};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let Account {
        client,
        ids,
        sandbox: _sandbox,
    } = account(["HIGHLEVEL_LOCATION_ID"]).await?;
    let [location_id] = ids;
    let worth = worth_by_stage(&client, &location_id).await?;

    let params = GetPipelinesParams::new(&location_id);
    let answer = client.opportunities().get_pipelines(&params).await?;
    for pipeline in answer.pipelines.unwrap_or_default() {
        println!("{}", pipeline.name.unwrap_or_default());
        for stage in pipeline.stages.unwrap_or_default() {
            let worth = stage.id.and_then(|id| worth.get(&id));
            println!(
                "  {:<30} {:>12.2}",
                stage.name.unwrap_or_default(),
                worth.unwrap_or(&0.0)
            );
        }
    }
    Ok(())
}

/// What the open opportunities are worth, by the ids of their stages.
async fn worth_by_stage(
    client: &Client,
    location_id: &str,
) -> Result<BTreeMap<String, f64>, highlevel::Error> {
    let params = SearchOpportunityParams::new(location_id)
        .status(SearchOpportunityStatus::Open)
        .limit(100);
    let mut found = client.opportunities().search_opportunity(&params).items();
    let mut worth = BTreeMap::new();
    while let Some(opportunity) = found.next().await {
        let opportunity = opportunity?;
        if let Some(stage_id) = opportunity.pipeline_stage_id {
            *worth.entry(stage_id).or_default() += opportunity.monetary_value.unwrap_or_default();
        }
    }
    Ok(worth)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn it_adds_up_the_opportunities_of_a_location() -> Result<(), Box<dyn Error>> {
        let Account {
            client,
            ids,
            sandbox,
        } = examples::sandbox(["location"]).await?;
        let sandbox = sandbox.ok_or("it was asked for")?;
        let worth = worth_by_stage(&client, &ids[0]).await?;
        assert!(worth.values().sum::<f64>() > 0.0);
        let requests = sandbox.requests();
        assert!(requests.iter().all(|request| request.is_accepted()));
        Ok(())
    }
}
