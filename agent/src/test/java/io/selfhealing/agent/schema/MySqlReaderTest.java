package io.selfhealing.agent.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfhealing.agent.sql.Product;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** On rows as {@code information_schema.COLUMNS} of MySQL 8.0 and MariaDB 11.4 shows them. */
class MySqlReaderTest {
    /** Another database gives the rows, under the names that the catalog has for them. */
    private static Column column(Product product, boolean json, String recorded) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:;NON_KEYWORDS=VALUE");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select * from (values (" + recorded
                        + ")) as c (COLUMN_NAME, ORDINAL_POSITION, DATA_TYPE, COLUMN_TYPE, CHARACTER_MAXIMUM_LENGTH,"
                        + " NUMERIC_PRECISION, NUMERIC_SCALE, IS_NULLABLE, COLUMN_DEFAULT, EXTRA, COLUMN_COMMENT,"
                        + " GENERATION_EXPRESSION)")) {
            assertThat(row.next()).isTrue();
            return MySqlReader.column(row, product == Product.MARIADB, json);
        }
    }

    private static ColumnType type(String recorded) throws SQLException {
        return column(Product.MYSQL, false, "'a', 1, " + recorded + ", 'YES', null, '', '', ''")
                .type();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            'varchar', 'varchar(100)', 100, null, null | TEXT | 100
            'longtext', 'longtext', 4294967295, null, null | TEXT | 0
            'tinytext', 'tinytext', 255, null, null | OTHER | 0
            'tinyint', 'tinyint(1)', null, 3, 0 | INTEGER | 1
            'bigint', 'bigint(20) unsigned', null, 20, 0 | INTEGER | 8
            'decimal', 'decimal(10,2)', null, 10, 2 | DECIMAL | 10
            'decimal', 'decimal(10,2) unsigned', null, 10, 2 | OTHER | 0
            'double', 'double', null, 22, null | FLOATING | 0
            'datetime', 'datetime(6)', null, null, null | TIMESTAMP | 0
            'timestamp', 'timestamp', null, null, null | TIMESTAMP_ZONED | 0
            'varbinary', 'varbinary(16)', 16, null, null | BINARY | 16
            'json', 'json', null, null, null | JSON | 0
            'uuid', 'uuid', null, null, null | UUID | 0
            'geometry', 'geometry', null, null, null | OTHER | 0
            """)
    void typesAreReadFromTheirSpelling(String recorded, TypeFamily family, int length) throws SQLException {
        ColumnType type = type(recorded);

        assertThat(type.family()).isEqualTo(family);
        assertThat(type.length()).isEqualTo(length);
    }

    @Test
    void labelsOfAnEnumAreReadWithTheirQuotes() throws SQLException {
        assertThat(type("'enum', 'enum(''new'',''it''''s, done'')', 10, null, null")
                        .labels())
                .containsExactly("new", "it's, done");
        assertThat(type("'enum', 'enum(''a\\b'')', 3, null, null").family()).isEqualTo(TypeFamily.OTHER);
    }

    @Test
    void jsonOfMariaDbIsALongTextWithACheck() throws SQLException {
        String row = "'Data', 3, 'longtext', 'longtext', 4294967295, null, null, 'YES', 'NULL', '', 'alias: old', null";

        Column column = column(Product.MARIADB, true, row);

        assertThat(column.type().family()).isEqualTo(TypeFamily.JSON);
        assertThat(column.name()).isEqualTo("data");
        assertThat(column.position()).isEqualTo(3);
        assertThat(column.comment()).isEqualTo("alias: old");
        assertThat(column(Product.MARIADB, false, row).type().family()).isEqualTo(TypeFamily.TEXT);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            MYSQL | 'int', 'NO', null, '', '' | NONE | true
            MYSQL | 'int', 'NO', null, 'auto_increment', '' | SEQUENCE | true
            MYSQL | 'int', 'NO', '0', '', '' | DEFAULT | true
            MYSQL | 'int', 'YES', 'NULL', '', '' | DEFAULT | false
            MARIADB | 'int', 'YES', 'NULL', '', null | NONE | false
            MARIADB | 'timestamp', 'NO', 'current_timestamp()', 'on update current_timestamp()', null | DEFAULT | true
            MYSQL | 'int', 'YES', null, 'VIRTUAL GENERATED', '(`a` + 1)' | COMPUTED | false
            MARIADB | 'int', 'YES', 'NULL', 'STORED GENERATED', '`a` + 1' | COMPUTED | false
            MYSQL | 'enum', 'NO', null, '', '' | DEFAULT | true
            MYSQL | 'enum', 'YES', null, '', '' | NONE | false
            """)
    void valuesComeFromWhereTheColumnSays(Product product, String recorded, Column.Source source, boolean required)
            throws SQLException {
        List<String> parts = List.of(recorded.split(", ", 2));
        String[] rest = parts.get(1).split(", ", 4);

        Column column = column(
                product,
                false,
                "'a', 1, " + parts.get(0) + ", 'x', null, null, null, " + rest[0] + ", " + rest[1] + ", " + rest[2]
                        + ", '', " + rest[3]);

        assertThat(column.source()).isEqualTo(source);
        assertThat(column.required()).isEqualTo(required);
    }

    @Test
    void fingerprintsHaveAParameterForEveryNameInEveryPart() {
        assertThat(parameters(MySqlCatalog.fingerprints(2, 3))).isEqualTo(MySqlCatalog.parts() * (2L + 3));
        assertThat(parameters(MySqlCatalog.fingerprint())).isEqualTo(2L * MySqlCatalog.partsOfOne());
    }

    private static long parameters(String sql) {
        return sql.chars().filter(c -> c == '?').count();
    }
}
