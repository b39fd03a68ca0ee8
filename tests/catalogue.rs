//! The catalogue as a city and a resident meet it: every embedded file complete in three languages and in short
//! sentences, every form to be filed, every everyday word leading to its service.

use std::time::{Duration, Instant};

use jiff::Timestamp;
use tongban::domain::application::Answers;
use tongban::domain::catalogue::{Catalogue, Entry};
use tongban::domain::form::{AnswerKind, Form, Question};
use tongban::domain::identity;
use tongban::domain::secret::{Mask, Secret};
use tongban::domain::service::{Category, Handling, LifeEvent, service_id};
use tongban::domain::text::LocalText;
use tongban::domain::workday;

fn full() -> Vec<Entry> {
    Catalogue::embedded().0.services().iter().filter(|entry| entry.full.is_some()).cloned().collect()
}

/// Every text of a service that is shown or spoken, official names apart.
fn texts(entry: &Entry) -> Vec<LocalText> {
    let Some(full) = &entry.full else { return Vec::new() };
    let mut guide = full.guide.clone();
    let mut texts: Vec<LocalText> = guide.texts_mut().map(|text| text.clone()).collect();
    texts.extend(entry.summary.everyday.clone());
    texts.push(full.source.clone());
    if let Some((form, _)) = &full.form {
        texts.push(form.title.clone());
        for question in &form.questions {
            texts.extend([question.label.clone(), question.ask.clone()]);
            texts.extend(question.help.clone());
            if let AnswerKind::Choice(choices) = &question.kind {
                texts.extend(choices.iter().map(|choice| choice.label.clone()));
            }
        }
    }
    texts
}

#[test]
fn ten_services_are_complete_behind_all_five_tiles() {
    let services = full();
    assert_eq!(services.len(), 10);
    for category in Category::ALL {
        assert!(services.iter().any(|entry| entry.category == Some(category)), "{category:?}");
    }
    for event in LifeEvent::ALL {
        assert!(services.iter().any(|entry| entry.life_events.contains(&event)), "{event:?}");
    }
    for handling in
        [Handling::Full, Handling::FormThenPapers, Handling::Appointment, Handling::Lookup, Handling::CounterOnly, Handling::VerifyInPerson]
    {
        assert!(services.iter().any(|entry| entry.summary.handling == handling), "{handling:?}");
    }
    for entry in &services {
        let full = entry.full.as_ref().unwrap();
        let name = &entry.summary.name.zh_cn;
        assert_eq!(entry.summary.id, service_id(&entry.region, &entry.summary.department.zh_cn, name));
        assert!(full.sample && !full.guide.materials.is_empty() && full.guide.faq.len() >= 2 && full.guide.phone.is_some(), "{name}");
        assert!(!entry.life_events.is_empty() && entry.synonyms.len() >= 8, "{name}");
    }
}

#[test]
fn every_text_is_there_in_three_languages() {
    for entry in full() {
        for text in texts(&entry).iter().chain([&entry.summary.name, &entry.summary.department]) {
            assert!(text.zh_tw.is_some() && text.en.is_some(), "{text:?}");
            assert!(text.en.as_ref().is_none_or(|en| !en.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c))), "{text:?}");
        }
    }
}

#[test]
fn sentences_are_short_and_plain() {
    for entry in full() {
        for text in texts(&entry) {
            for zh in [Some(&text.zh_cn), text.zh_tw.as_ref()].into_iter().flatten() {
                assert!(zh.split(['。', '？', '！']).all(|sentence| sentence.chars().count() <= 25), "{zh}");
                // Screen talk that look.md forbids.
                assert!(
                    !["系统", "系統", "提交", "参数", "请求", "异常", "操作", "点击", "点按", "輸入", "输入"]
                        .iter()
                        .any(|word| zh.contains(word)),
                    "{zh}"
                );
            }
            let en = text.en.unwrap_or_default();
            assert!(
                en.split(". ").flat_map(|part| part.split(['?', '!'])).all(|sentence| sentence.split_whitespace().count() <= 20),
                "{en}"
            );
        }
    }
}

#[test]
fn confirming_a_pension_costs_nothing_and_says_so() {
    let services = full();
    let pension = services.iter().find(|entry| entry.summary.handling == Handling::VerifyInPerson).unwrap();
    assert_eq!(pension.full.as_ref().unwrap().guide.fee.zh_cn, "认证不收钱，也不用转账。");
}

/// Answers that a resident could give to `question`.
fn generated(question: &Question) -> Vec<String> {
    match &question.kind {
        AnswerKind::Line { max } | AnswerKind::Text { max } | AnswerKind::Name { max } => vec!["梅".to_owned(), "梅".repeat(*max)],
        AnswerKind::Identity => ["11010519491231002", "83000019410506017", "91112319380228123"]
            .iter()
            .filter_map(|body| Some(format!("{body}{}", identity::check_character(body)?)))
            .collect(),
        AnswerKind::Phone => vec!["13800001234".to_owned(), "021-61234567".to_owned()],
        AnswerKind::BankCard => vec!["6222020000000000".to_owned(), "4111 1111 1111 1111".to_owned()],
        AnswerKind::Date => vec!["2026年3月5日".to_owned()],
        AnswerKind::Validity => vec!["长期".to_owned(), "2096.03.05".to_owned()],
        AnswerKind::Address { .. } => vec!["上海市 浦东新区 花木街道 梅园路1号".to_owned()],
        AnswerKind::Passbook => vec!["0012 3456".to_owned()],
        AnswerKind::WorkingDay => question.days(workday::day(Timestamp::now())).iter().map(ToString::to_string).collect(),
        AnswerKind::Choice(choices) => choices.iter().map(|choice| choice.value.clone()).collect(),
    }
}

/// Every way through the form, one question after another; answers how many there are.
fn file_all(form: &Form, answers: &Answers) -> usize {
    let Some(next) = form.asked(answers).find(|question| !answers.contains_key(&question.key)) else {
        let plain = form.plain(answers);
        assert!(plain.is_ok(), "{plain:?}");
        assert_eq!(plain.as_ref().map(|plain| form.plain(plain)), Ok(plain.clone()));
        return 1;
    };
    let with = |answer| answers.clone().into_iter().chain([(next.key.clone(), Secret::new(answer))]).collect();
    generated(next).into_iter().map(|answer| file_all(form, &with(answer))).sum()
}

#[test]
fn every_form_can_be_filed_whatever_is_chosen() {
    let forms: Vec<Form> = full().into_iter().filter_map(|entry| entry.full?.form).map(|(form, _)| form).collect();
    assert!(!forms.is_empty());
    for form in forms {
        assert!(file_all(&form, &Answers::new()) > 1, "{}", form.title.zh_cn);
        let nothing = Answers::new();
        let empty = form.faults(&nothing);
        let required: Vec<&str> = form.asked(&nothing).filter(|question| question.required).map(|question| question.key.as_str()).collect();
        assert_eq!(empty.iter().map(|(key, _)| key.as_str()).collect::<Vec<_>>(), required);
    }
}

#[test]
fn the_allowance_asks_only_what_it_needs_and_hides_what_is_private() {
    let (catalogue, _) = Catalogue::embedded();
    let id = service_id("CN", "民政局", "老年人福利补贴（高龄津贴）");
    let (form, schema) = catalogue.form(id).unwrap();
    assert!(catalogue.service(id).unwrap().has_form);
    assert_eq!(&Form::read(form.id, schema).unwrap(), form);
    let asked: Vec<_> = form.questions.iter().map(|question| (question.key.as_str(), question.secret)).collect();
    assert_eq!(
        asked,
        [
            ("forWhom", None),
            ("name", None),
            ("identityNumber", Some(Mask::Identity)),
            ("phone", Some(Mask::Phone)),
            ("address", Some(Mask::Whole)),
            ("paidTo", None),
            ("cardNumber", Some(Mask::Account)),
        ]
    );
    assert!(form.questions.iter().all(|question| question.help.is_some() && question.required));
    let pay = |to: &str| form.asked(&Answers::from([("paidTo".to_owned(), Secret::new(to))])).count();
    assert_eq!((pay("social-security-card"), pay("bank-card")), (6, 7));
}

#[test]
fn only_what_can_be_filed_here_claims_to_have_a_form() {
    let (catalogue, _) = Catalogue::embedded();
    let with_form: Vec<_> = catalogue
        .services()
        .iter()
        .filter(|entry| catalogue.service(entry.summary.id).unwrap().has_form)
        .map(|entry| entry.summary.name.zh_cn.as_str())
        .collect();
    assert_eq!(with_form, ["老年人福利补贴（高龄津贴）"]);
}

#[test]
fn people_s_own_words_lead_to_their_service() {
    let services = full();
    for (words, official) in [
        ("养老金认证", "领取养老金人员待遇资格认证"),
        ("生存认证", "领取养老金人员待遇资格认证"),
        ("退休金到没到", "养老保险待遇发放信息查询"),
        ("退休工资查询", "养老保险待遇发放信息查询"),
        ("医药费报销", "医疗费用手工（零星）报销"),
        ("看病报销", "医疗费用手工（零星）报销"),
        ("异地看病", "基本医疗保险跨省异地就医备案"),
        ("老年证", "老年人优待证办理"),
        ("敬老卡", "老年人优待证办理"),
        ("免费坐车", "公交老年卡办理、年审"),
        ("公交卡年审", "公交老年卡办理、年审"),
        ("社保卡掉了", "社会保障卡挂失、补领、换领"),
        ("社保卡丢了", "社会保障卡挂失、补领、换领"),
        ("身份证掉了", "居民身份证换领、补领"),
        ("老年食堂", "社区居家养老服务登记"),
        ("送饭", "社区居家养老服务登记"),
        ("高龄补贴", "老年人福利补贴（高龄津贴）"),
        ("尊老金", "老年人福利补贴（高龄津贴）"),
        ("lost identity card", "居民身份证换领、补领"),
        ("高齡津貼", "老年人福利补贴（高龄津贴）"),
    ] {
        let found = services.iter().filter(|entry| {
            let everyday = entry.summary.everyday.iter().flat_map(|text| [&text.zh_cn].into_iter().chain(&text.zh_tw).chain(&text.en));
            everyday.chain(&entry.synonyms).any(|known| known == words)
        });
        assert_eq!(found.map(|entry| entry.summary.name.zh_cn.as_str()).collect::<Vec<_>>(), [official], "{words}");
    }
}

#[test]
fn the_whole_catalogue_is_there_at_once() {
    let begun = Instant::now();
    let (catalogue, defects) = Catalogue::embedded();
    let took = begun.elapsed();
    assert_eq!((catalogue.services().len(), defects.len()), (1346, 0));
    // Unoptimised, on a machine at work; optimised it is a few milliseconds.
    assert!(took < Duration::from_millis(500), "{took:?}");
}
