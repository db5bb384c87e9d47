//! What a response carries: bytes, a part of a file, or messages as they come.

use hyper::body::{Body, Bytes, Frame, SizeHint};
use std::fs::File;
use std::io::{self, Read};
use std::pin::Pin;
use std::task::{Context, Poll};
use tokio::sync::mpsc::Receiver;

/// Bytes of a file that are sent at once.
const PIECE: usize = 64 * 1024;

/// The body of a response.
pub enum Content {
    Bytes(Option<Bytes>),
    /// As many bytes of a file, from where it stands.
    File {
        file: File,
        left: u64,
    },
    /// Ends when its sender does.
    Messages(Receiver<Bytes>),
}

impl Content {
    pub fn bytes(bytes: impl Into<Bytes>) -> Self {
        Content::Bytes(Some(bytes.into()))
    }

    pub fn none() -> Self {
        Content::Bytes(None)
    }
}

impl Body for Content {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        match &mut *self {
            Content::Bytes(bytes) => Poll::Ready(bytes.take().map(|bytes| Ok(Frame::data(bytes)))),
            Content::File { left: 0, .. } => Poll::Ready(None),
            Content::File { file, left } => {
                let mut piece = vec![0; PIECE.min(usize::try_from(*left).unwrap_or(PIECE))];
                let read = file.read(&mut piece).and_then(|read| match read {
                    // it became shorter than was promised
                    0 => Err(io::ErrorKind::UnexpectedEof.into()),
                    read => Ok(read),
                });
                Poll::Ready(Some(read.map(|read| {
                    *left -= read as u64;
                    piece.truncate(read);
                    Frame::data(piece.into())
                })))
            }
            Content::Messages(messages) => {
                let next = messages.poll_recv(context);
                next.map(|next| next.map(|bytes| Ok(Frame::data(bytes))))
            }
        }
    }

    fn is_end_stream(&self) -> bool {
        matches!(self, Content::Bytes(None) | Content::File { left: 0, .. })
    }

    fn size_hint(&self) -> SizeHint {
        match self {
            Content::Bytes(bytes) => {
                SizeHint::with_exact(bytes.as_ref().map_or(0, |bytes| bytes.len() as u64))
            }
            Content::File { left, .. } => SizeHint::with_exact(*left),
            Content::Messages(_) => SizeHint::default(),
        }
    }
}
