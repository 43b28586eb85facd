package io.selfhealing.agent.schema;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ShownTableTest {
    @Test
    void columnsAreReadWhateverTheirQuotes() {
        assertThat(shown("""
                CREATE TABLE `o` (
                  `id` bigint(20) NOT NULL AUTO_INCREMENT,
                  `we``ird, name` varchar(20) DEFAULT NULL COMMENT 'x DEFAULT 1, `y`',
                  `Key` int(11) NOT NULL DEFAULT 3,
                  `doc` longtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin DEFAULT NULL CHECK (json_valid(`doc`)),
                  PRIMARY KEY (`id`),
                  UNIQUE KEY `u` (`Key`),
                  CONSTRAINT `c` CHECK (`id` > 0)
                ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4""")).isEqualTo("TABLE id=true we`ird, name=false key=true doc=false");
        assertThat(shown("""
                CREATE TABLE "o" (
                  "id" bigint(20) NOT NULL,
                  "say ""hi\""" text DEFAULT NULL
                )""")).isEqualTo("TABLE id=false say \"hi\"=false");
        assertThat(shown("""
                CREATE TABLE o (
                  id bigint(20) NOT NULL,
                  status varchar(20) DEFAULT 'new',
                  KEY k (status)
                ) ENGINE=InnoDB""")).isEqualTo("TABLE id=false status=true");
    }

    @Test
    void whatIsTemporaryOrNotUnderstoodIsNoOrdinaryTable() {
        assertThat(shown("CREATE TEMPORARY TABLE `o` (\n  `id` int(11) DEFAULT NULL\n)"))
                .startsWith("OTHER");
        assertThat(shown("CREATE ALGORITHM=UNDEFINED DEFINER=`r`@`%` VIEW `o` AS select 1 AS `id`"))
                .startsWith("OTHER");
        assertThat(shown("CREATE TABLE `o` (\n`id` int\n)")).startsWith("OTHER");
        assertThat(shown("CREATE TABLE `o` (\n)")).startsWith("OTHER");
        assertThat(ShownTable.parse("s", "o", null).kind()).isEqualTo(TableSnapshot.Kind.OTHER);
    }

    private static String shown(String text) {
        ResolvedTable table = ShownTable.parse("s", "o", text);
        StringBuilder told = new StringBuilder(table.kind().name());
        table.columns()
                .forEach(column ->
                        told.append(' ').append(column.name()).append('=').append(column.preset()));
        return told.toString();
    }
}
