//! Writes raw HTML, which [`raw_html`](crate::markdown::raw_html) has checked: one tag, or the
//! code of a script. Its addresses become slots, as those of Markdown do.

use super::HtmlWriter;
use crate::markdown::body::SlotKind;
use crate::markdown::more_comment::is_more;
use crate::markdown::tokens::Token;

impl HtmlWriter<'_, '_> {
    pub fn raw_html(&mut self, html: &str, token: &Token) {
        if is_more(html) {
            return self.summary.end_at_more();
        }
        let Some(facts) = &token.tag else {
            return self.write(html);
        };
        let mut done = 0;
        for address in &facts.addresses {
            if let Some(slot) = address.slot {
                self.html.raw(&html[done..slot]);
                let link = self.add_link(&address.target, address.is_media, &token.span);
                self.html.slot(SlotKind::LinkUrl(link));
                done = slot;
            }
        }
        self.html.raw(&html[done..]);
        let anchors = facts.anchors.iter().map(|anchor| anchor.name.clone());
        self.body.anchors.extend(anchors);
        self.body.has_frames |= facts.is_frame;
        if facts.lacks_alt {
            let span = token.span.start as u32..token.span.end as u32;
            self.body.images_without_alt.push(span);
        }
    }
}
