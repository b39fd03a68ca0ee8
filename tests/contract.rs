//! The contract between terminal and backend. Its JSON is written from the GovStack standard, never from our types;
//! every answer is held against the standard's own schemas. Each clause runs over SQLite and over PostgreSQL.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "tests")]

mod clauses;
mod client;
mod connections;
mod counter;
mod disk;
mod doors;
mod doubt;
mod faults;
mod killed;
mod logs;
mod lookups;
mod open;
mod postgres;
mod schemathesis;
pub mod server;
mod standard;
mod start;

use server::Server;

/// Runs each clause over both databases, over PostgreSQL all on one cluster.
macro_rules! over_both_databases {
    ($($module:ident::{$($clause:ident),* $(,)?}),* $(,)?) => {
        mod sqlite {
            $($(#[tokio::test]
            async fn $clause() {
                let server = super::Server::sqlite().await;
                super::$module::$clause(&server).await;
                server.running.stop().await;
            })*)*
        }

        #[tokio::test]
        async fn postgres_keeps_every_clause() {
            let cluster = postgres::Cluster::start();
            $($({
                let server = Server::postgres(&cluster, stringify!($clause)).await;
                $module::$clause(&server).await;
                server.running.stop().await;
            })*)*
            let server = Server::postgres(&cluster, "gone").await;
            drop(cluster);
            clauses::passes_when_the_database_is_gone(&server).await;
        }
    };
}

over_both_databases!(
    clauses::{
        lists_and_searches_services,
        bounds_every_list_and_query,
        shows_a_guide_in_the_language_asked_for,
        hands_out_the_form,
        counts_departments,
        lists_by_letter_and_page_by_page,
        files_and_follows,
        takes_plain_answers_and_leaves_out_what_was_not_asked,
        files_the_same_key_once,
        files_a_hundred_in_parallel_once,
        refuses_wrong_answers_by_field,
        refuses_bad_bodies,
        keeps_hostile_text_as_text,
        asks_for_a_token,
        pages_and_sorts,
        answers_unknown_calls_with_problems,
        describes_itself,
        tells_an_applicant_of_the_same_filed_before,
        tells_a_stranger_nothing_and_takes_the_form,
        takes_what_many_file_for_one_person_at_once,
        gives_a_file_to_its_session_alone,
        refuses_a_form_that_changed,
        checks_agent_and_handing_out,
        keeps_both_names_and_a_long_number,
        tells_what_to_bring_after_the_form,
        lists_and_shows_tasks,
        goes_the_whole_way_by_tasks,
        sends_back_and_takes_what_was_mended,
        asks_for_more_and_stops_the_clock,
        takes_the_same_amendment_once,
        accepts_with_papers_to_follow,
        says_why_not,
        refuses_what_cannot_be_decided,
        completes_a_task_once,
        lets_staff_amend,
        finds_by_number_and_gives_the_right_to_one_file,
        counts_tries,
        withdraws,
        serves_our_own_client_to_the_end,
        rates,
        takes_hostile_text_nowhere,
        takes_no_megabyte,
        never_says_why_or_echoes_answers,
        files_a_whole_and_a_part_for_each_department,
        sends_what_a_department_did_not_take_again_and_files_nothing_twice,
        presses_at_once_file_a_part_once,
        tells_a_whole_by_its_parts_to_the_end,
        the_number_of_a_whole_opens_its_parts,
        a_part_that_is_open_already_is_told_to_its_applicant_alone,
        refuses_what_a_part_would_refuse_by_the_question_asked,
    },
    counter::{
        takes_a_document_and_gives_it_back,
        gives_a_document_to_one_application,
        takes_no_document_but_by_its_content,
        refuses_a_bad_upload_and_keeps_nothing_of_it,
        a_full_or_missing_disk_passes,
        calls_help_and_says_who_comes,
        a_hundred_calls_of_one_machine_are_one,
        bounds_what_a_call_for_help_says,
        says_until_when_somebody_is_verified,
    },
);
