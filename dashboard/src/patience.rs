//! An end to patience with slow clients: whoever sends or takes bytes drop by drop would hold a connection for ever.
//!
//! A request has a while to arrive, and longer only as long as bytes come at the rate of the slowest line; an answer has to
//! be taken as steadily. There are only so many connections at a time.

use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::extract::connect_info::Connected;
use axum::serve::{IncomingStream, Listener};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::{Instant, Sleep};

use crate::seats::{Seat, Seats};

/// What a connection may take without a byte. No answer takes longer to be made.
const GRACE: Duration = Duration::from_secs(90);
/// Bytes a second, after that: a twentieth of the slowest line of a mobile phone.
const RATE: u64 = 400;

/// A listener whose connections end when they stall.
pub struct PatientListener {
    listener: TcpListener,
    seats: Seats,
}

impl PatientListener {
    /// A listener over another, with seats for its connections.
    pub fn over(listener: TcpListener, seats: Seats) -> Self {
        Self { listener, seats }
    }
}

impl Listener for PatientListener {
    type Io = Patient<TcpStream>;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Self::Io, SocketAddr) {
        let seat = self.seats.take().await;
        // axum's own way looks past faults of single connections, and waits where there are no files left.
        let (stream, address) = Listener::accept(&mut self.listener).await;
        (Patient::new(stream, GRACE, RATE, seat), address)
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        self.listener.local_addr()
    }
}

/// Who is at the other end.
#[derive(Debug, Clone, Copy)]
pub struct Peer(pub SocketAddr);

impl Connected<IncomingStream<'_, PatientListener>> for Peer {
    fn connect_info(stream: IncomingStream<'_, PatientListener>) -> Self {
        Self(*stream.remote_addr())
    }
}

/// A connection that ends when it stalls.
pub struct Patient<S> {
    stream: S,
    reading: Pace,
    writing: Pace,
    /// Whether bytes wait to be taken.
    owes: bool,
    seat: Option<Seat>,
}

impl<S> Patient<S> {
    fn new(stream: S, grace: Duration, rate: u64, seat: Option<Seat>) -> Self {
        Self {
            stream,
            reading: Pace::new(grace, rate),
            writing: Pace::new(grace, rate),
            owes: false,
            seat,
        }
    }

    /// Whether the connection is idle, and another one waits for its seat.
    fn has_to_leave(&mut self, context: &mut Context<'_>) -> bool {
        let is_idle = self.reading.bytes == 0 && !self.owes;
        is_idle && self.seat.as_mut().is_some_and(|seat| seat.is_wanted(context))
    }
}

/// How fast bytes go one way.
struct Pace {
    grace: Duration,
    rate: u64,
    began: Instant,
    bytes: u64,
    timer: Pin<Box<Sleep>>,
}

impl Pace {
    fn new(grace: Duration, rate: u64) -> Self {
        Self {
            grace,
            rate,
            began: Instant::now(),
            bytes: 0,
            timer: Box::pin(tokio::time::sleep(grace)),
        }
    }

    fn restart(&mut self) {
        self.began = Instant::now();
        self.bytes = 0;
    }

    fn count(&mut self, bytes: usize) {
        self.bytes += bytes as u64;
    }

    /// Ready when the bytes of now are too few for the time they took.
    fn is_stalled(&mut self, context: &mut Context<'_>) -> bool {
        let deadline = self.began + self.grace + Duration::from_secs(self.bytes / self.rate);
        if self.timer.deadline() != deadline {
            self.timer.as_mut().reset(deadline);
        }
        self.timer.as_mut().poll(context).is_ready()
    }
}

fn stalled<T>() -> Poll<io::Result<T>> {
    Poll::Ready(Err(io::ErrorKind::TimedOut.into()))
}

impl<S: AsyncRead + Unpin> AsyncRead for Patient<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        match Pin::new(&mut self.stream).poll_read(context, buffer) {
            Poll::Ready(read) => {
                self.reading.count(buffer.filled().len() - before);
                if let Some(seat) = &mut self.seat {
                    seat.is_busy();
                }
                Poll::Ready(read)
            }
            Poll::Pending if self.reading.is_stalled(context) || self.has_to_leave(context) => stalled(),
            Poll::Pending => Poll::Pending,
        }
    }
}

impl<S: AsyncWrite + Unpin> Patient<S> {
    fn written(
        &mut self,
        written: Poll<io::Result<usize>>,
        context: &mut Context<'_>,
    ) -> Poll<io::Result<usize>> {
        self.owes = written.is_pending();
        match written {
            Poll::Ready(Ok(bytes)) => {
                // An answer leaves: the next request has its while again.
                self.reading.restart();
                self.writing.restart();
                Poll::Ready(Ok(bytes))
            }
            Poll::Ready(Err(fault)) => Poll::Ready(Err(fault)),
            Poll::Pending if self.writing.is_stalled(context) => stalled(),
            Poll::Pending => Poll::Pending,
        }
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Patient<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write(context, bytes);
        self.written(written, context)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        pieces: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write_vectored(context, pieces);
        self.written(written, context)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};

    use super::*;

    const SHORT: Duration = Duration::from_millis(80);

    #[tokio::test]
    async fn whoever_sends_drop_by_drop_is_cut_off() {
        let (ours, mut theirs) = tokio::io::duplex(64);
        let drops = tokio::spawn(async move {
            while theirs.write_all(b"x").await.is_ok() {
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
        });
        let mut patient = Patient::new(ours, SHORT, 1_000_000, None);
        let mut all = Vec::new();
        let fault = patient.read_to_end(&mut all).await.unwrap_err();
        assert_eq!(fault.kind(), io::ErrorKind::TimedOut);
        assert!(!all.is_empty());
        drop(patient);
        drops.await.unwrap();
    }

    #[tokio::test]
    async fn whoever_takes_nothing_is_cut_off() {
        let (ours, _theirs) = tokio::io::duplex(16);
        let mut patient = Patient::new(ours, SHORT, 1_000_000, None);
        let fault = patient.write_all(&[0; 1000]).await.unwrap_err();
        assert_eq!(fault.kind(), io::ErrorKind::TimedOut);
    }

    #[tokio::test]
    async fn where_every_seat_is_taken_the_one_that_is_idle_longest_leaves_and_no_other() {
        let seats = Seats::new(3);
        let mut ends = Vec::new();
        let mut sit = async || {
            let (ours, theirs) = tokio::io::duplex(64);
            ends.push(theirs);
            Patient::new(ours, Duration::from_secs(60), RATE, seats.take().await)
        };
        let (mut asked, mut first, mut second) = (sit().await, sit().await, sit().await);
        // Its question is being answered: it is not idle, although it came first.
        ends[0].write_all(b"GET").await.unwrap();
        asked.read_exact(&mut [0; 3]).await.unwrap();
        let waits = async |patient: &mut Patient<_>| {
            let read = tokio::time::timeout(SHORT, patient.read_u8()).await;
            read.map(|read| read.unwrap_err().kind())
        };
        let first_idle = tokio::spawn(async move { first.read_u8().await.unwrap_err().kind() });
        tokio::task::yield_now().await;
        assert!(waits(&mut second).await.is_err());
        let next = tokio::time::timeout(Duration::from_secs(5), seats.take())
            .await
            .unwrap();
        assert_eq!(first_idle.await.unwrap(), io::ErrorKind::TimedOut);
        assert!(waits(&mut asked).await.is_err() && waits(&mut second).await.is_err());
        drop(next);
    }

    #[tokio::test]
    async fn bytes_that_come_in_time_buy_more_time() {
        let (ours, mut theirs) = tokio::io::duplex(64);
        let sends = tokio::spawn(async move {
            for _ in 0..12 {
                theirs.write_all(b"xx").await.unwrap();
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        });
        let mut patient = Patient::new(ours, SHORT, 1, None);
        let mut all = Vec::new();
        patient.read_to_end(&mut all).await.unwrap();
        assert_eq!(all.len(), 24);
        sends.await.unwrap();
    }
}
