//! A server on loopback that writes down what arrives, byte for byte, and answers `{}` to everything.

use std::io;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

const ANSWER: &[u8] =
    b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n{}";

/// A request as it came over the wire.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recorded {
    /// The method.
    pub method: String,
    /// Path and query.
    pub target: String,
    /// The headers in their order, their names in lower case.
    pub headers: Vec<(String, String)>,
    /// The body, without the framing of chunks.
    pub body: Vec<u8>,
}

/// The server; it ends when it is dropped.
#[derive(Debug)]
pub struct Recorder {
    url: String,
    recorded: Arc<Mutex<Vec<Recorded>>>,
    server: JoinHandle<()>,
}

impl Recorder {
    /// Starts on a free port.
    ///
    /// # Errors
    /// Where no port of the machine itself is free.
    pub async fn start() -> io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let url = format!("http://{}", listener.local_addr()?);
        let recorded = Arc::new(Mutex::new(Vec::new()));
        let server = tokio::spawn(serve(listener, Arc::clone(&recorded)));
        Ok(Self {
            url,
            recorded,
            server,
        })
    }

    /// The address, without a slash at its end.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// What arrived since the last time.
    #[must_use]
    pub fn take(&self) -> Vec<Recorded> {
        let mut recorded = self.recorded.lock().unwrap_or_else(PoisonError::into_inner);
        std::mem::take(&mut recorded)
    }
}

impl Drop for Recorder {
    fn drop(&mut self) {
        self.server.abort();
    }
}

async fn serve(listener: TcpListener, recorded: Arc<Mutex<Vec<Recorded>>>) {
    while let Ok((stream, _)) = listener.accept().await {
        // A client that hangs up in the middle of a request finds out by itself.
        tokio::spawn(connection(stream, Arc::clone(&recorded)));
    }
}

async fn connection(stream: TcpStream, recorded: Arc<Mutex<Vec<Recorded>>>) -> io::Result<()> {
    let mut stream = BufReader::new(stream);
    while let Some(request) = request(&mut stream).await? {
        note(&request);
        recorded
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(request);
        stream.get_mut().write_all(ANSWER).await?;
    }
    Ok(())
}

/// Tells what may not be in the log of the process.
fn note(request: &Recorded) {
    let (method, target) = (&request.method, &request.target);
    let mut message = format!("{method} {target} HTTP/1.1\r\n").into_bytes();
    for (name, value) in &request.headers {
        message.extend(format!("{name}: {value}\r\n").into_bytes());
    }
    message.extend(b"\r\n");
    message.extend(&request.body);
    leaks::wire(&message);
}

/// The next request of a connection, or nothing where the client is done.
async fn request(stream: &mut BufReader<TcpStream>) -> io::Result<Option<Recorded>> {
    let first = line(stream).await?;
    let mut parts = first.split(' ');
    let (Some(method), Some(target)) = (parts.next(), parts.next()) else {
        return Ok(None);
    };
    let mut recorded = Recorded {
        method: method.to_owned(),
        target: target.to_owned(),
        headers: Vec::new(),
        body: Vec::new(),
    };
    loop {
        let line = line(stream).await?;
        let Some((name, value)) = line.split_once(':') else {
            break;
        };
        recorded
            .headers
            .push((name.to_ascii_lowercase(), value.trim().to_owned()));
    }
    recorded.body = body(stream, &recorded.headers).await?;
    Ok(Some(recorded))
}

async fn body(
    stream: &mut BufReader<TcpStream>,
    headers: &[(String, String)],
) -> io::Result<Vec<u8>> {
    let value = |name: &str| {
        let mut values = headers.iter().filter(|(header, _)| header == name);
        values.next().map(|(_, value)| value.as_str())
    };
    let mut body = Vec::new();
    if value("transfer-encoding") == Some("chunked") {
        loop {
            let length = number(&line(stream).await?, 16)?;
            exactly(stream, length, &mut body).await?;
            line(stream).await?;
            if length == 0 {
                return Ok(body);
            }
        }
    }
    let length = value("content-length").map_or(Ok(0), |text| number(text, 10))?;
    exactly(stream, length, &mut body).await?;
    Ok(body)
}

/// Reads so many bytes, at most what arrives.
async fn exactly(
    stream: &mut BufReader<TcpStream>,
    length: u64,
    body: &mut Vec<u8>,
) -> io::Result<()> {
    let read = stream.take(length).read_to_end(body).await?;
    if read as u64 == length {
        Ok(())
    } else {
        Err(io::ErrorKind::UnexpectedEof.into())
    }
}

/// A line without its end; an empty one where the client is done.
async fn line(stream: &mut BufReader<TcpStream>) -> io::Result<String> {
    let mut bytes = Vec::new();
    stream.read_until(b'\n', &mut bytes).await?;
    // Every byte a letter, so that what is compared is what came.
    let text: String = bytes.into_iter().map(char::from).collect();
    Ok(text.trim_end_matches(['\r', '\n']).to_owned())
}

fn number(text: &str, radix: u32) -> io::Result<u64> {
    u64::from_str_radix(text.trim(), radix).map_err(|_| io::ErrorKind::InvalidData.into())
}
