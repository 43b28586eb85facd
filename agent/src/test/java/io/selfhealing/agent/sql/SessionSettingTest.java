package io.selfhealing.agent.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SessionSettingTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '!',
            value = {
                "set time zone 'Asia/Tokyo'|TimeZone",
                "SET SESSION TIME ZONE INTERVAL '+01:00' HOUR TO MINUTE|TimeZone",
                "SET timezone = 'UTC'|timezone",
                "  set role r|role",
                "set session authorization bob|authorization",
                "set app.tenant = 't2'|app.tenant",
                "set \"app\".tenant to 't2'|app.tenant",
                "select set_config('app.tenant', 't2', false)|app.tenant",
                "SELECT pg_catalog.set_config(?, ?, false)|set_config",
                "set @@session.time_zone = '+00:00'|TimeZone",
                "SET sql_mode = 'ANSI'|sql_mode",
                "SET @who = 'me'|@who",
                "SET autocommit = 1, time_zone = '+00:00'|several settings",
                "set application_name = 'a'; set role r|several settings",
                "set session_replication_role = replica|session_replication_role",
            })
    void whatChangesHowAWriteComesOut(String sql, String name) {
        assertThat(SessionSetting.of(sql)).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "set local time zone 'UTC'",
                "set local role r",
                "set search_path to a, b",
                "SET search_path = tenant, public",
                "set schema 'x'",
                "select set_config('search_path', 'x', false)",
                "set application_name = 'x, y'",
                "set statement_timeout to '5s'",
                "set session characteristics as transaction isolation level serializable",
                "set transaction read only",
                "set names utf8mb4",
                "SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED",
                "set autocommit=0",
                "set constraints all deferred",
                "reset all",
                "select 1",
                "update t set time_zone = 'x'",
                "show timezone",
            })
    void whatDoesNot(String sql) {
        assertThat(SessionSetting.of(sql)).isNull();
    }

    @Test
    void allOfItMayBeTakenBack() {
        assertThat(SessionSetting.resetsAll("reset all")).as("a role stays").isFalse();
        assertThat(SessionSetting.resetsAll(" DISCARD ALL; ")).isTrue();
        assertThat(SessionSetting.resetsAll("reset timezone")).isFalse();
        assertThat(SessionSetting.resetsAll("discard plans")).isFalse();
    }
}
