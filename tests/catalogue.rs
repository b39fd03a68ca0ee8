//! The catalogue as a city and a resident meet it: every embedded file complete in three languages and in short
//! sentences, every everyday word leading to its service.

mod bundles;
mod city;
mod forms;
mod guides;
mod pictures;

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use tongban::domain::application::HandoutWay;
use tongban::domain::catalogue::{Catalogue, Entry};
use tongban::domain::form::AnswerKind;
use tongban::domain::service::{Category, Handling, LifeEvent, Manner, MaterialSource, service_id};
use tongban::domain::text::LocalText;

fn full() -> Vec<Entry> {
    Catalogue::embedded().0.services().iter().filter(|entry| entry.full.is_some()).cloned().collect()
}

/// Every text of a service that is shown or spoken, official names apart.
fn texts(entry: &Entry) -> Vec<LocalText> {
    let Some(full) = &entry.full else { return Vec::new() };
    let mut guide = full.guide().clone();
    let mut texts: Vec<LocalText> = guide.texts_mut().map(|text| text.clone()).collect();
    texts.extend(entry.summary.everyday.clone());
    texts.push(full.source.clone());
    if let Some((form, _)) = full.form() {
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
fn every_service_is_complete_and_all_five_tiles_lead_somewhere() {
    let services = full();
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
        let guide = full.guide();
        let name = &entry.summary.name.zh_cn;
        assert_eq!(entry.summary.id, service_id(&entry.region, &entry.summary.department.zh_cn, name));
        assert!(full.sample && !guide.materials.is_empty() && guide.faq.len() >= 2 && guide.phone.is_some(), "{name}");
        assert!(!entry.life_events.is_empty() && entry.synonyms.len() >= 8, "{name}");
        let once: BTreeSet<_> = guide.faq.iter().map(|faq| &faq.question.zh_cn).chain(&entry.synonyms).collect();
        assert_eq!(once.len(), guide.faq.len() + entry.synonyms.len(), "{name}: twice the same");
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
    assert_eq!(pension.full.as_ref().unwrap().guide().fee.zh_cn, "认证不收钱，也不用转账。");
}

#[test]
fn what_can_be_looked_up_says_what_and_what_tells_of_hardship_is_private() {
    for entry in full() {
        let full = entry.full.as_ref().unwrap();
        let name = &entry.summary.name.zh_cn;
        assert_eq!(full.lookup.is_some(), entry.summary.handling == Handling::Lookup, "{name}");
        let tells = ["残疾", "低保", "最低生活", "困难", "救助", "特困", "失能", "慢特病", "计划生育", "护理"];
        assert_eq!(entry.summary.private, tells.iter().any(|word| name.contains(word)), "{name}");
    }
}

#[test]
fn after_a_death_the_services_are_spoken_of_in_their_own_manner() {
    for entry in full() {
        let bereaved = entry.life_events.contains(&LifeEvent::Bereaved);
        assert_eq!(entry.full.unwrap().guide().manner == Manner::Bereavement, bereaved, "{:?}", entry.summary.name);
    }
}

#[test]
fn papers_follow_a_form_and_something_handed_out_has_a_way() {
    for entry in full() {
        let guide = entry.full.unwrap().read().guide;
        let (name, handling) = (entry.summary.name.zh_cn, entry.summary.handling);
        assert_eq!(guide.papers_days.is_some(), handling == Handling::FormThenPapers, "{name}");
        assert!(
            handling != Handling::FormThenPapers || guide.materials.iter().any(|material| material.source == MaterialSource::Bring),
            "{name}"
        );
        assert!(guide.handout.is_empty() || guide.handout.contains(&HandoutWay::InPerson), "{name}");
        // The program asks after the form who collects.
        assert!(guide.handout.is_empty() || !matches!(handling, Handling::Lookup | Handling::CounterOnly), "{name}");
    }
}

#[test]
fn only_what_can_be_filed_here_claims_to_have_a_form() {
    let (catalogue, _) = Catalogue::embedded();
    for entry in catalogue.services() {
        let service = catalogue.service(entry.summary.id).unwrap();
        let may = !matches!(entry.summary.handling, Handling::Lookup | Handling::CounterOnly);
        assert_eq!(service.has_form, may, "{:?}", entry.summary.name);
        // 就在这台机器上办, 先在这台机器上填表, 在这里约人上门
        let here = service.guide.place.zh_cn.contains("这台机器上") || service.guide.place.zh_cn.contains("在这里");
        assert!(entry.full.is_none() || !may || here && !service.guide.place.zh_cn.contains("还"), "{:?}", service.guide.place);
    }
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
        ("医保卡余额", "医保个人账户和就医费用查询"),
        ("慢性病", "门诊慢特病病种待遇认定"),
        ("交医保", "城乡居民基本医疗保险参保登记、缴费"),
        ("家庭医生", "家庭医生签约"),
        ("免费体检", "65岁以上老年人健康管理（免费体检）"),
        ("阿姨上门护理", "长期护理保险待遇申请（失能等级评估）"),
        ("社保卡开通", "社会保障卡启用、密码修改与重置"),
        ("医保码", "医保电子凭证（医保码）激活"),
        ("家庭共济", "职工医保个人账户家庭共济"),
        ("打社保清单", "社会保险个人权益记录查询打印"),
        ("工资卡换了", "养老保险待遇发放账户维护"),
        ("养老服务补贴", "经济困难的高龄、失能老年人养老服务补贴"),
        ("殘疾證", "残疾人证办理（新办、换领、补办、变更）"),
        ("护理补贴", "困难残疾人生活补贴和重度残疾人护理补贴"),
        ("轮椅", "残疾人基本型辅助器具适配"),
        ("吃低保", "最低生活保障对象认定"),
        ("没钱吃饭", "临时救助"),
        ("看不起病", "医疗救助"),
        ("农保", "城乡居民基本养老保险待遇申领"),
        ("办退休", "职工基本养老保险正常退休申请（退休一件事）"),
        ("暂住证", "居住登记、居住证申领和签注"),
        ("户口本丢了", "户籍类证明、户口簿换领补领"),
        ("养老券", "中度以上失能老年人养老服务消费补贴"),
        ("失能老人养老券", "中度以上失能老年人养老服务消费补贴"),
        ("装扶手", "特殊困难老年人家庭适老化改造"),
        ("养老院排队", "老年人能力评估、公办养老机构轮候"),
        ("装坡道", "困难重度残疾人家庭无障碍改造"),
        ("计生奖励", "计划生育家庭奖励扶助、特别扶助"),
        ("老兵补助", "退役军人等优待证、60周岁以上农村籍退役士兵老年生活补助"),
        ("取公积金", "离退休提取住房公积金"),
        ("迁户口", "户口迁移（老年父母投靠子女）"),
        ("五保户", "特困人员认定"),
        ("查房子", "不动产登记资料查询"),
        ("查结婚证", "婚姻登记档案查询"),
        ("社保卡掉了", "社会保障卡挂失、补领、换领"),
        ("社保卡丢了", "社会保障卡挂失、补领、换领"),
        ("身份证掉了", "居民身份证换领、补领、临时身份证"),
        ("老年食堂", "社区居家养老服务登记"),
        ("送饭", "社区居家养老服务登记"),
        ("高龄补贴", "老年人福利补贴（高龄津贴）"),
        ("尊老金", "老年人福利补贴（高龄津贴）"),
        ("lost identity card", "居民身份证换领、补领、临时身份证"),
        ("高齡津貼", "老年人福利补贴（高龄津贴）"),
        ("丧葬费", "遗属待遇申领（丧葬补助金、抚恤金）"),
        ("抚恤金", "遗属待遇申领（丧葬补助金、抚恤金）"),
        ("喪葬費", "遗属待遇申领（丧葬补助金、抚恤金）"),
        ("销户", "死亡注销户口"),
        ("家人去世后销户", "死亡注销户口"),
        ("household register death", "死亡注销户口"),
        ("退休一件事", "企业职工退休一件事"),
        ("身后一件事", "公民身后一件事"),
        ("身後一件事", "公民身后一件事"),
        ("亲人去世要办什么", "公民身后一件事"),
        ("残疾证和补贴", "残疾人服务一件事"),
        ("社保卡一件事", "社会保障卡居民服务一件事"),
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
    assert_eq!((catalogue.services().len(), defects.len()), (1336 + full().len(), 0));
    // Unoptimised, on a machine at work; optimised it is a few milliseconds.
    assert!(took < Duration::from_secs(2), "{took:?}");
}
