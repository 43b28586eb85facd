package io.selfhealing.agent.heal.pattern;

import static io.selfhealing.agent.heal.Tables.table;
import static org.assertj.core.api.Assertions.assertThat;

import io.selfhealing.agent.heal.Cases;
import io.selfhealing.agent.heal.Writes;
import org.junit.jupiter.api.Test;

final class TogetherTest {
    private static String told(Writes write, String... columns) {
        String[] all = new String[columns.length + 2];
        all[0] = "id int pk";
        all[1] = "unwritten bytea";
        System.arraycopy(columns, 0, all, 2, columns.length);
        return Cases.of(write).on(table("t", all)).withoutQuarantine().told();
    }

    @Test
    void aWordThatHasBecomeAnotherInSeveralColumnsIsFollowed() {
        assertThat(told(
                        Writes.update("t", "mod_robot_id", "other_robot_id").where("id"),
                        "other_engine_id int",
                        "mod_engine_id int"))
                .isEqualTo("mod_robot_id→mod_engine_id PATTERN; other_robot_id→other_engine_id PATTERN");
        assertThat(told(Writes.insert("t", "id", "event_id", "event"), "signal json", "signal_id int"))
                .isEqualTo("event_id→signal_id PATTERN; event→signal PATTERN");
    }

    @Test
    void inOneColumnItMayBeAnother() {
        assertThat(told(Writes.update("t", "mod_robot_id").where("id"), "other_engine_id int", "mod_engine_id int"))
                .isEqualTo("refused mod_robot_id");
    }

    @Test
    void oppositesAreDifferentColumnsHoweverMany() {
        assertThat(told(
                        Writes.update("t", "billing_street", "billing_city").where("id"),
                        "shipping_street text",
                        "shipping_city text"))
                .isEqualTo("refused billing_street,billing_city");
    }

    @Test
    void twoWordsThatBothMayHaveTakenThePlaceTellNothing() {
        assertThat(told(
                        Writes.update("t", "robot_id", "robot_name").where("id"),
                        "engine_id int",
                        "engine_name text",
                        "motor_id int",
                        "motor_name text"))
                .isEqualTo("refused robot_id,robot_name");
    }

    @Test
    void columnsThatShareNoWordAreNotLikened() {
        assertThat(told(Writes.update("t", "a", "b").where("id"), "c text", "d text"))
                .isEqualTo("refused a,b");
    }
}
