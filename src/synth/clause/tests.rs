//! Where a text is cut, and that nothing of it is lost.

use proptest::prelude::*;

use super::*;

fn texts(text: &str) -> Vec<String> {
    clauses(text).into_iter().map(|clause| clause.text).collect()
}

#[test]
fn a_sentence_is_cut_where_one_takes_breath() {
    for (text, expected) in [
        ("好。", vec!["好。"]),
        ("您要办什么事？", vec!["您要办什么事？"]),
        ("请带身份证、户口本、照片。", vec!["请带身份证、", "户口本、", "照片。"]),
        ("您的申请已经交上去了。", vec!["您的申请已经交上去了。"]),
        ("请把身份证放在读卡器上面。", vec!["请把身份证", "放在读卡器上面。"]),
        ("好了，请把身份证放在读卡器上面。", vec!["好了，", "请把身份证放在读卡器上面。"]),
        ("好，我们开始吧。", vec!["好，我们开始吧。"]),
        ("我知道了，好。", vec!["我知道了，好。"]),
        ("“可以吗？”他问。", vec!["“可以吗？”", "他问。"]),
        ("三、一、零、一。一、五。", vec!["三、", "一、", "零、", "一。", "一、", "五。"]),
        ("茶、水、饭。", vec!["茶、水、饭。"]),
        ("办好了（已办结）。", vec!["办好了", "（已办结）。"]),
    ] {
        assert_eq!(texts(text), expected, "{text}");
    }
}

proptest! {
    #[test]
    fn the_clauses_joined_are_the_text(text in "[的和在请一二三四身份证办，。、？ a-c1-3“”…]{0,60}") {
        let clauses = clauses(&text);
        if length(&text) > 0 {
            prop_assert_eq!(clauses.iter().map(|clause| clause.text.as_str()).collect::<String>(), text);
            prop_assert!(clauses.iter().all(|clause| length(&clause.text) > 0 && length(&clause.text) <= 24));
        } else {
            prop_assert!(clauses.is_empty());
        }
    }
}
