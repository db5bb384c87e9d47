//! Addresses as people copy them, and as attackers write them.

use super::{EmbedKind, Service, embed};

/// Asserts `service kind author https://frame`, or nothing for an address that stays a link.
#[track_caller]
fn case(address: &str, expected: &str) {
    let found = embed(address).map(|embed| {
        let author = match embed.author.as_str() {
            "" => "",
            author => &format!(" {author}"),
        };
        format!(
            "{:?} {:?}{author} https://{}{}",
            embed.service, embed.kind, embed.frame_host, embed.frame_path
        )
    });
    assert_eq!(found.unwrap_or_default(), expected, "{address}");
}

#[track_caller]
fn youtube(address: &str, expected: &str) {
    let frame = format!("Youtube Video https://www.youtube-nocookie.com/embed/{expected}");
    case(address, &frame);
}

#[track_caller]
fn links(addresses: &[&str]) {
    for address in addresses {
        case(address, "");
    }
}

#[test]
fn videos_at_youtube() {
    for address in [
        "https://www.youtube.com/watch?v=jNQXAC9IVRw",
        "https://youtube.com/watch?v=jNQXAC9IVRw",
        "http://www.youtube.com/watch?v=jNQXAC9IVRw",
        "HTTPS://WWW.YouTube.COM/watch?v=jNQXAC9IVRw",
        "https://m.youtube.com/watch?v=jNQXAC9IVRw&feature=share",
        "https://music.youtube.com/watch?si=x&v=jNQXAC9IVRw",
        "https://www.youtube.com/watch/?v=jNQXAC9IVRw",
        "https://www.youtube.com/watch?v=jNQXAC9IVRw#comments",
        "https://www.youtube.com/embed/jNQXAC9IVRw",
        "https://www.youtube-nocookie.com/embed/jNQXAC9IVRw?rel=0",
        "https://www.youtube.com/live/jNQXAC9IVRw?si=abc",
        "https://www.youtube.com/v/jNQXAC9IVRw",
        "https://youtu.be/jNQXAC9IVRw",
        "https://youtu.be/jNQXAC9IVRw/",
        "https://youtu.be/jNQXAC9IVRw?si=Zz-_9",
    ] {
        youtube(address, "jNQXAC9IVRw?autoplay=1");
    }
    youtube("https://youtu.be/_-0aZ9-_--_", "_-0aZ9-_--_?autoplay=1");
    case(
        "https://www.youtube.com/shorts/jNQXAC9IVRw?feature=share",
        "Youtube VerticalVideo https://www.youtube-nocookie.com/embed/jNQXAC9IVRw?autoplay=1",
    );
}

#[test]
fn start_time_of_a_video() {
    let from = |start: &str| format!("jNQXAC9IVRw?autoplay=1&start={start}");
    for (written, start) in [
        ("t=90", "90"),
        ("t=90s", "90"),
        ("t=1m30s", "90"),
        ("t=1h2m3s", "3723"),
        ("t=1h", "3600"),
        ("start=7", "7"),
        ("si=x&t=12", "12"),
    ] {
        youtube(
            &format!("https://youtu.be/jNQXAC9IVRw?{written}"),
            &from(start),
        );
    }
    youtube("https://youtu.be/jNQXAC9IVRw#t=90", &from("90"));
    for no_time in [
        "t=",
        "t=0",
        "t=x",
        "t=-1",
        "t=9999999",
        "t=1&x",
        "t=s",
        "t=1%30",
    ] {
        let expected = match no_time {
            "t=1&x" => from("1"),
            _ => "jNQXAC9IVRw?autoplay=1".to_string(),
        };
        youtube(
            &format!("https://youtu.be/jNQXAC9IVRw?{no_time}"),
            &expected,
        );
    }
}

#[test]
fn playlists() {
    case(
        "https://www.youtube.com/playlist?list=PLFgquLnL59alCl_2TQvOiD5Vgm1hCaGSI",
        "Youtube Playlist https://www.youtube-nocookie.com/embed/videoseries?autoplay=1&list=PLFgquLnL59alCl_2TQvOiD5Vgm1hCaGSI",
    );
    youtube(
        "https://www.youtube.com/watch?v=jNQXAC9IVRw&list=PLFgquLnL59&index=2&t=5",
        "jNQXAC9IVRw?autoplay=1&list=PLFgquLnL59&start=5",
    );
    // later, liked: the author's own
    youtube(
        "https://www.youtube.com/watch?v=jNQXAC9IVRw&list=WL",
        "jNQXAC9IVRw?autoplay=1",
    );
    links(&[
        "https://www.youtube.com/playlist",
        "https://www.youtube.com/playlist?list=",
        "https://www.youtube.com/playlist?list=WL",
        "https://www.youtube.com/playlist?list=PL\"onload=alert(1)",
        "https://www.youtube.com/watch?list=PLFgquLnL59",
    ]);
}

#[test]
fn videos_at_vimeo() {
    let video = |more: &str| {
        format!("Vimeo Video https://player.vimeo.com/video/76979871?dnt=1&autoplay=1{more}")
    };
    for address in [
        "https://vimeo.com/76979871",
        "https://www.vimeo.com/76979871/",
        "https://vimeo.com/76979871?share=copy",
        "https://vimeo.com/channels/staffpicks/76979871",
        "https://vimeo.com/groups/shortfilms/videos/76979871",
        "https://player.vimeo.com/video/76979871",
    ] {
        case(address, &video(""));
    }
    case(
        "https://vimeo.com/76979871/8272103f6e",
        &video("&h=8272103f6e"),
    );
    case(
        "https://player.vimeo.com/video/76979871?h=8272103f6e",
        &video("&h=8272103f6e"),
    );
    case("https://vimeo.com/76979871#t=1m5s", &video("#t=65s"));
    links(&[
        "https://vimeo.com/",
        "https://vimeo.com/staffpicks",
        "https://vimeo.com/076979871",
        "https://vimeo.com/7697987100000",
        "https://vimeo.com/76979871/nothex",
        "https://vimeo.com/76979871?h=%22",
        "https://vimeo.com/76979871/8272103f6e/x",
        "https://vimeo.com/ondemand/film/76979871",
        "https://player.vimeo.com/76979871",
        "https://vimeo.com/album/76979871",
    ]);
}

#[test]
fn posts_at_x() {
    let post = |by: &str| {
        format!("X Post{by} https://platform.twitter.com/embed/Tweet.html?dnt=true&id=20")
    };
    for address in [
        "https://x.com/jack/status/20",
        "https://www.x.com/jack/status/20/",
        "https://twitter.com/jack/status/20",
        "https://mobile.twitter.com/jack/status/20?s=20&t=AbC",
        "https://twitter.com/jack/statuses/20",
        "https://x.com/jack/status/20/photo/1",
        "https://x.com/jack/status/20/video/1",
    ] {
        case(address, &post(" @jack"));
    }
    case("https://x.com/i/status/20", &post(""));
    case("https://x.com/i/web/status/20", &post(""));
    links(&[
        "https://x.com/jack",
        "https://x.com/jack/status/",
        "https://x.com/jack/status/20a",
        "https://x.com/jack/status/20/likes",
        "https://x.com/jack/status/20/photo/1/2",
        "https://x.com/far_too_long_a_name/status/20",
        "https://x.com/jack%22/status/20",
        "https://x.com/jack/status/123456789012345678901",
        "https://x.com/jack/lists/20",
        "https://help.x.com/jack/status/20",
    ]);
}

#[test]
fn posts_at_mastodon() {
    let post = |by: &str, host: &str, name: &str| {
        format!("Mastodon Post {by} https://{host}/@{name}/100254678717223630/embed")
    };
    case(
        "https://mastodon.social/@Gargron/100254678717223630",
        &post("@Gargron@mastodon.social", "mastodon.social", "Gargron"),
    );
    case(
        "https://Social.Example/@a_b.c-d/100254678717223630/?x#y",
        &post("@a_b.c-d@social.example", "social.example", "a_b.c-d"),
    );
    case(
        "https://xn--mastdon-b1a.xn--p1ai/@ada/100254678717223630",
        &post(
            "@ada@xn--mastdon-b1a.xn--p1ai",
            "xn--mastdon-b1a.xn--p1ai",
            "ada",
        ),
    );
    links(&[
        // not by https, not by a name
        "http://mastodon.social/@Gargron/100254678717223630",
        "https://127.0.0.1/@Gargron/100254678717223630",
        "https://localhost/@Gargron/100254678717223630",
        "https://mastodon.social:8443/@Gargron/100254678717223630",
        // others have addresses like these
        "https://medium.example/@author/12",
        "https://blog.example/@author/20260523",
        "https://www.tiktok.com/@user/video/7106594312292453675",
        "https://www.threads.net/@user/post/100254678717223630",
        "https://mastodon.social/@Gargron",
        "https://mastodon.social/@Gargron/100254678717223630/media",
        "https://mastodon.social/@ada@other.example/100254678717223630",
        "https://mastodon.social/Gargron/100254678717223630",
        "https://mastodon.social/@/100254678717223630",
        "https://mastodon.social/@Gar%20gron/100254678717223630",
        "https://mastodon.social/@Gargron/1002546787172236300000",
        "https://mastödon.example/@ada/100254678717223630",
        "https://youtube.com/@ada/100254678717223630",
    ]);
}

#[test]
fn lookalike_addresses_stay_links() {
    links(&[
        "",
        "youtu.be/jNQXAC9IVRw",
        "//youtu.be/jNQXAC9IVRw",
        "ftp://youtu.be/jNQXAC9IVRw",
        "javascript:alert(1)//https://youtu.be/jNQXAC9IVRw",
        "javascript://youtu.be/jNQXAC9IVRw",
        "data:text/html,https://youtu.be/jNQXAC9IVRw",
        "https://youtube.com@evil.example/watch?v=jNQXAC9IVRw",
        "https://user:pass@youtu.be/jNQXAC9IVRw",
        "https://youtube.com:443/watch?v=jNQXAC9IVRw",
        "https://youtube.com./watch?v=jNQXAC9IVRw",
        "https://youtube.com.evil.example/watch?v=jNQXAC9IVRw",
        "https://evilyoutube.com/watch?v=jNQXAC9IVRw",
        "https://evil.example/youtube.com/watch?v=jNQXAC9IVRw",
        "https://www.www.youtube.com/watch?v=jNQXAC9IVRw",
        "https://xn--yutube-wqf.com/watch?v=jNQXAC9IVRw",
        "https://youtubе.com/watch?v=jNQXAC9IVRw",
        "https://youtube.com\\@evil.example/watch?v=jNQXAC9IVRw",
        "https://youtu.be\\jNQXAC9IVRw",
        "https://youtu.be/\tjNQXAC9IVRw",
        "https://youtu.be/jNQXAC9IVRw\n",
        " https://youtu.be/jNQXAC9IVRw",
        "https://youtu.be//jNQXAC9IVRw",
        "https://youtu.be/../jNQXAC9IVRw",
        "https://youtu.be/jNQXAC9IVR",
        "https://youtu.be/jNQXAC9IVRwX",
        "https://youtu.be/jNQXAC9IVR\"",
        "https://youtu.be/jNQXAC9IVR;",
        "https://youtu.be/jNQXAC9IVR%22",
        "https://youtu.be/jNQXAC9IVRé",
        "https://youtu.be/",
        "https://youtu.be",
        "https://www.youtube.com/",
        "https://www.youtube.com/watch",
        "https://www.youtube.com/watch?v=",
        "https://www.youtube.com/watch?V=jNQXAC9IVRw",
        "https://www.youtube.com/watch?v=<script>ab",
        "https://www.youtube.com/@jawed",
        "https://www.youtube.com/channel/UC4QobU6STFB0P71PMvOGN5A",
        "https://www.youtube.com/results?search_query=zoo",
        "https://www.youtube.com/embed/live_stream?channel=UC4QobU6STFB0P71PMvOGN5A",
        "https://www.youtube.com/shorts/",
        "https://",
        "https:///watch",
        "https://-.com/@ada/100254678717223630",
    ]);
    let long = format!("https://youtu.be/jNQXAC9IVRw?x={}", "a".repeat(600));
    links(&[&long]);
    // the first of two, as YouTube itself has it
    case(
        "https://www.youtube.com/watch?v=jNQXAC9IVRw&v=AAAAAAAAAAA",
        "Youtube Video https://www.youtube-nocookie.com/embed/jNQXAC9IVRw?autoplay=1",
    );
}

#[test]
fn frame_addresses_have_safe_characters() {
    for address in [
        "https://youtu.be/jNQXAC9IVRw?t=1&list=PLFgquLnL59",
        "https://vimeo.com/76979871/8272103f6e#t=5",
        "https://x.com/jack/status/20",
        "https://mastodon.social/@Gargron/100254678717223630",
    ] {
        let embed = embed(address).expect("a card");
        let safe = |c: char| c.is_ascii_alphanumeric() || "/?=&#@._-".contains(c);
        assert!(embed.frame_path.chars().all(safe), "{}", embed.frame_path);
        let safe = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "-.".contains(c);
        assert!(embed.frame_host.chars().all(safe), "{}", embed.frame_host);
        assert!(matches!(
            (embed.service, embed.kind),
            (Service::Youtube | Service::Vimeo, EmbedKind::Video)
                | (Service::X | Service::Mastodon, EmbedKind::Post)
        ));
    }
}
