//! The search of each language: its articles in blocks and segments, and the files of its index.
//!
//! Takes an index of the site; gives numbers of articles and of files. A new story gets a number at
//! the end, so that only the newest segment and the last block change. Reads no words: `search_words` does.

use super::index::SiteIndex;
use super::page::{SearchPart, SegmentName};
use crate::config::Lang;
use crate::content::ArticleId;
use crate::search::{WordIndex, shard_count};
use std::ops::Range;
use std::sync::OnceLock;

/// The most articles in a block. The n-th article of a block has the number of the block times
/// this, plus n.
const BLOCK_ARTICLES: usize = 40;

/// Number of articles in one file of results, which divides that of a block. Ten results need
/// ten such files at most, and a thousand articles do not make too many files for a host.
pub const RESULTS_PER_FILE: usize = 10;

/// Number of articles in one file of texts, which divides that of a block. A reader loads one
/// for a result whose words are neither in its title nor in its summary.
pub const TEXTS_PER_FILE: usize = 4;

/// Blocks that the middle segment gives to the old one at once. Only then are the words of the old
/// one written again.
const OLD_BLOCKS: usize = 8;

/// The search of one language.
#[derive(Debug)]
pub struct SearchIndex {
    /// All articles: pages without a date, then dated articles from the oldest to the newest. No
    /// block has articles of both kinds.
    blocks: Vec<Vec<ArticleId>>,
    /// The segments that have articles, in the order of the blocks.
    pub segments: Vec<Segment>,
}

/// A segment and the blocks of its articles.
#[derive(Debug)]
pub struct Segment {
    /// Which one it is.
    pub name: SegmentName,
    /// Its blocks.
    blocks: Range<usize>,
    /// Number of files that hold its words.
    pub(super) shards: usize,
    /// A cache: filled when a page first asks for it, or by [`super::Site::index_words`].
    pub(super) words: OnceLock<SegmentWords>,
}

/// The words of all articles of a segment.
#[derive(Debug)]
pub struct SegmentWords {
    /// Words and the articles that have them.
    pub index: WordIndex,
    /// Changes with the meaning of the numbers in the files: with the
    /// articles, their addresses, and the way words are split among files.
    pub version: String,
}

/// The search of each language. Empty when the settings switch search off, and for a theme
/// without a search page.
pub(super) fn by_language(index: &SiteIndex, has_search_page: bool) -> Vec<SearchIndex> {
    let is_on = index.config.search && has_search_page;
    let langs = index.config.langs().filter(|_| is_on);
    langs.map(|lang| SearchIndex::new(index, lang)).collect()
}

impl SearchIndex {
    fn new(index: &SiteIndex, lang: Lang) -> Self {
        let undated = index.article_ids().filter(|id| {
            let article = index.article(*id);
            article.lang == lang && !article.is_dated()
        });
        // a higher number comes first among equally good results
        let mut undated: Vec<ArticleId> = undated.collect();
        undated.reverse();
        let mut dated = index.dated(lang).to_vec();
        dated.reverse();
        let blocks: Vec<Vec<ArticleId>> = undated
            .chunks(BLOCK_ARTICLES)
            .chain(dated.chunks(BLOCK_ARTICLES))
            .map(<[ArticleId]>::to_vec)
            .collect();
        let first_dated = undated.len().div_ceil(BLOCK_ARTICLES);
        let first_new = first_dated + dated.len() / BLOCK_ARTICLES;
        let first_middle = first_new - (first_new - first_dated) % OLD_BLOCKS;
        let segment = |name, range: Range<usize>| {
            let has_articles = !range.is_empty();
            has_articles.then(|| Segment::new(name, range, &blocks, index))
        };
        let segments = [
            segment(SegmentName::Pages, 0..first_dated),
            segment(SegmentName::Old, first_dated..first_middle),
            segment(SegmentName::Middle, first_middle..first_new),
            segment(SegmentName::New, first_new..blocks.len()),
        ];
        SearchIndex {
            segments: segments.into_iter().flatten().collect(),
            blocks,
        }
    }

    /// Every file of this search.
    pub fn parts(&self) -> impl Iterator<Item = SearchPart> {
        let words = self.segments.iter().flat_map(|segment| {
            let name = segment.name;
            let shards = 0..segment.shards;
            shards.map(move |shard| SearchPart::Words {
                segment: name,
                shard,
            })
        });
        [SearchPart::Page, SearchPart::Head]
            .into_iter()
            .chain(words)
            .chain(self.files(RESULTS_PER_FILE).map(SearchPart::Results))
            .chain(self.files(TEXTS_PER_FILE).map(SearchPart::Texts))
    }

    /// The numbers of files that hold at most so many articles each.
    pub(super) fn files(&self, per_file: usize) -> impl Iterator<Item = usize> {
        let blocks = self.blocks.iter().enumerate();
        blocks.flat_map(move |(at, block)| {
            let first = at * BLOCK_ARTICLES / per_file;
            first..first + block.len().div_ceil(per_file)
        })
    }

    /// The articles of a file that holds at most so many.
    pub fn articles_of_file(&self, file: usize, per_file: usize) -> &[ArticleId] {
        let first = file * per_file;
        let block = self.blocks.get(first / BLOCK_ARTICLES);
        let mut files = block.map_or(&[][..], Vec::as_slice).chunks(per_file);
        files
            .nth(first % BLOCK_ARTICLES / per_file)
            .unwrap_or_default()
    }

    /// The articles of a segment. Only its last block can be partly filled, so that the place in
    /// this list is the distance from the segment's first number.
    pub fn articles_of(&self, segment: &Segment) -> Vec<ArticleId> {
        self.blocks[segment.blocks.clone()].concat()
    }

    /// The segment with a name, if it has articles.
    pub fn segment(&self, name: SegmentName) -> Option<&Segment> {
        self.segments.iter().find(|segment| segment.name == name)
    }
}

impl Segment {
    fn new(
        name: SegmentName,
        range: Range<usize>,
        blocks: &[Vec<ArticleId>],
        index: &SiteIndex,
    ) -> Self {
        let articles = blocks[range.clone()].iter().flatten();
        let words = articles.map(|id| index.article(*id).body.length().total());
        Segment {
            name,
            shards: shard_count(words.sum()),
            blocks: range,
            words: OnceLock::new(),
        }
    }

    /// The number of its first article.
    pub fn first_number(&self) -> usize {
        self.blocks.start * BLOCK_ARTICLES
    }
}
