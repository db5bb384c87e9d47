//! The body of a response: bytes, a part of a file, or a stream of events.

use hyper::body::{Body, Bytes, Frame, SizeHint};
use std::fs::File;
use std::io::{self, Read};
use std::pin::Pin;
use std::task::{Context, Poll};
use tokio::sync::mpsc::Receiver;

/// How many bytes of a file are read at once.
const PIECE_BYTES: usize = 64 * 1024;

/// The body of a response.
pub enum ResponseBody {
    /// `None` once they are sent.
    Bytes(Option<Bytes>),
    /// The next bytes of a file, from its position.
    File {
        file: File,
        /// The number of bytes that are still to be sent.
        left: u64,
    },
    /// Ends when its sender is dropped.
    Events(Receiver<Bytes>),
}

impl ResponseBody {
    pub fn bytes(bytes: impl Into<Bytes>) -> Self {
        ResponseBody::Bytes(Some(bytes.into()))
    }

    pub fn empty() -> Self {
        ResponseBody::Bytes(None)
    }
}

impl Body for ResponseBody {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        match &mut *self {
            ResponseBody::Bytes(bytes) => {
                Poll::Ready(bytes.take().map(|bytes| Ok(Frame::data(bytes))))
            }
            ResponseBody::File { left: 0, .. } => Poll::Ready(None),
            ResponseBody::File { file, left } => {
                let piece = read_piece(file, *left);
                Poll::Ready(Some(piece.map(|piece| {
                    *left -= piece.len() as u64;
                    Frame::data(piece)
                })))
            }
            ResponseBody::Events(events) => {
                let next = events.poll_recv(context);
                next.map(|next| next.map(|bytes| Ok(Frame::data(bytes))))
            }
        }
    }

    fn is_end_stream(&self) -> bool {
        matches!(
            self,
            ResponseBody::Bytes(None) | ResponseBody::File { left: 0, .. }
        )
    }

    fn size_hint(&self) -> SizeHint {
        match self {
            ResponseBody::Bytes(bytes) => {
                SizeHint::with_exact(bytes.as_ref().map_or(0, |bytes| bytes.len() as u64))
            }
            ResponseBody::File { left, .. } => SizeHint::with_exact(*left),
            ResponseBody::Events(_) => SizeHint::default(),
        }
    }
}

fn read_piece(file: &mut File, left: u64) -> io::Result<Bytes> {
    let length = usize::try_from(left).map_or(PIECE_BYTES, |left| left.min(PIECE_BYTES));
    let mut piece = vec![0; length];
    match file.read(&mut piece)? {
        // the file is shorter than its length was: somebody wrote it meanwhile
        0 => Err(io::ErrorKind::UnexpectedEof.into()),
        read => {
            piece.truncate(read);
            Ok(piece.into())
        }
    }
}
