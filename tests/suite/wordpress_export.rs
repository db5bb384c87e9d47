//! Writes small exports of WordPress, as the program itself writes them.

use crate::program_runner::Folder;
use std::fmt::Write as _;

/// An export that grows item by item.
pub struct Export {
    head: String,
    items: String,
}

/// An item of an export.
#[derive(Clone, Copy)]
pub struct Item<'a> {
    pub id: u64,
    pub kind: &'a str,
    pub status: &'a str,
    pub title: &'a str,
    pub slug: &'a str,
    /// The path on the blog, with the query.
    pub path: &'a str,
    /// Local time; the clock of the blog is an hour ahead of UTC.
    pub date: &'a str,
    pub content: &'a str,
    /// More elements of the item.
    pub more: &'a str,
}

impl Default for Item<'_> {
    fn default() -> Self {
        Item {
            id: 1,
            kind: "post",
            status: "publish",
            title: "Title",
            slug: "title",
            path: "/2026/05/title/",
            date: "2026-05-23 10:00:00",
            content: "",
            more: "",
        }
    }
}

/// CDATA as WordPress writes it: `]]>` is split.
pub fn cdata(text: &str) -> String {
    format!("<![CDATA[{}]]>", text.replace("]]>", "]]]]><![CDATA[>"))
}

impl Export {
    /// An export of `https://blog.example`.
    pub fn new(language: &str) -> Self {
        Self::at("https://blog.example", language)
    }

    /// An export of a blog at an address.
    pub fn at(address: &str, language: &str) -> Self {
        let head = format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\" ?>\n<rss version=\"2.0\" \
             xmlns:excerpt=\"http://wordpress.org/export/1.2/excerpt/\" \
             xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" \
             xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
             xmlns:wp=\"http://wordpress.org/export/1.2/\">\n<channel>\n<title>Kora &amp; Pixels</title>\n\
             <link>{address}</link>\n<description>La tech sans jargon</description>\n\
             <language>{language}</language>\n<wp:wxr_version>1.2</wp:wxr_version>\n\
             <wp:base_site_url>{address}</wp:base_site_url>\n<wp:base_blog_url>{address}</wp:base_blog_url>\n\
             <wp:author><wp:author_id>1</wp:author_id><wp:author_login><![CDATA[awa]]></wp:author_login>\
             <wp:author_email><![CDATA[awa@blog.example]]></wp:author_email>\
             <wp:author_display_name><![CDATA[Awa Tissandier]]></wp:author_display_name></wp:author>\n"
        );
        Export {
            head,
            items: String::new(),
        }
    }

    /// Adds a term.
    pub fn term(
        mut self,
        id: u64,
        taxonomy: &str,
        slug: &str,
        name: &str,
        description: &str,
    ) -> Self {
        let (name, description) = (cdata(name), cdata(description));
        let _ = match taxonomy {
            "category" => writeln!(
                self.head,
                "<wp:category><wp:term_id>{id}</wp:term_id><wp:category_nicename><![CDATA[{slug}]]></wp:category_nicename><wp:category_parent></wp:category_parent><wp:cat_name>{name}</wp:cat_name><wp:category_description>{description}</wp:category_description></wp:category>"
            ),
            "post_tag" => writeln!(
                self.head,
                "<wp:tag><wp:term_id>{id}</wp:term_id><wp:tag_slug><![CDATA[{slug}]]></wp:tag_slug><wp:tag_name>{name}</wp:tag_name></wp:tag>"
            ),
            _ => writeln!(
                self.head,
                "<wp:term><wp:term_id>{id}</wp:term_id><wp:term_taxonomy><![CDATA[{taxonomy}]]></wp:term_taxonomy><wp:term_slug><![CDATA[{slug}]]></wp:term_slug><wp:term_name>{name}</wp:term_name><wp:term_description>{description}</wp:term_description></wp:term>"
            ),
        };
        self
    }

    /// Adds an item.
    pub fn item(mut self, item: Item<'_>) -> Self {
        let Item {
            id,
            kind,
            status,
            title,
            slug,
            path,
            date,
            content,
            more,
        } = item;
        let utc = match date.split_once(' ') {
            Some((day, time)) => {
                let hour: u32 = time[..2].parse().expect("an hour");
                format!("{day} {:02}{}", hour - 1, &time[2..])
            }
            None => "0000-00-00 00:00:00".to_string(),
        };
        let _ = writeln!(
            self.items,
            "<item>\n<title>{}</title>\n<link>{{address}}{path}</link>\n<dc:creator><![CDATA[awa]]></dc:creator>\n\
             <guid isPermaLink=\"false\">{{address}}/?p={id}</guid>\n<description></description>\n\
             <content:encoded>{}</content:encoded>\n<wp:post_id>{id}</wp:post_id>\n\
             <wp:post_date><![CDATA[{date}]]></wp:post_date>\n<wp:post_date_gmt><![CDATA[{utc}]]></wp:post_date_gmt>\n\
             <wp:comment_status><![CDATA[open]]></wp:comment_status>\n<wp:post_name><![CDATA[{slug}]]></wp:post_name>\n\
             <wp:status><![CDATA[{status}]]></wp:status>\n<wp:post_type><![CDATA[{kind}]]></wp:post_type>\n{more}\n</item>",
            cdata(title),
            cdata(content),
        );
        self
    }

    /// A post at `/2026/05/slug/`.
    pub fn post(self, id: u64, slug: &str, title: &str, content: &str, more: &str) -> Self {
        let path = format!("/2026/05/{slug}/");
        self.item(Item {
            id,
            slug,
            title,
            content,
            more,
            path: &path,
            ..Item::default()
        })
    }

    /// The text of the export.
    pub fn xml(&self) -> String {
        let start = self.head.find("<link>").expect("an address") + "<link>".len();
        let end = self.head.find("</link>").expect("an address");
        let items = self.items.replace("{address}", &self.head[start..end]);
        format!("{}{items}</channel>\n</rss>\n", self.head)
    }

    /// A folder with the export as `export.xml`.
    pub fn folder(&self) -> Folder {
        let folder = Folder::empty();
        folder.write("export.xml", self.xml());
        folder
    }

    /// Imports the export into `site`, builds the site, and returns the folder.
    #[track_caller]
    pub fn imported(&self) -> Folder {
        let folder = self.folder();
        folder.run_ok(&["import", "wordpress", "export.xml", "--out", "site"]);
        folder.run_ok(&["build", "--root", "site"]);
        folder
    }
}

/// A value beside an item.
pub fn meta(key: &str, value: &str) -> String {
    format!(
        "<wp:postmeta><wp:meta_key><![CDATA[{key}]]></wp:meta_key><wp:meta_value>{}</wp:meta_value></wp:postmeta>\n",
        cdata(value)
    )
}

/// The use of a term.
pub fn of(taxonomy: &str, slug: &str, name: &str) -> String {
    format!(
        "<category domain=\"{taxonomy}\" nicename=\"{slug}\">{}</category>\n",
        cdata(name)
    )
}
