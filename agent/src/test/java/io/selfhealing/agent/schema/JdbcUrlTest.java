package io.selfhealing.agent.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@NullMarked
final class JdbcUrlTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            quoteCharacter = '~',
            value = {
                "jdbc:postgresql://db:5432/shop?user=app&password=secret jdbc:postgresql://db:5432/shop",
                "jdbc:postgresql://a:1,b:2/shop?targetServerType=primary jdbc:postgresql://a:1,b:2/shop",
                "jdbc:postgresql://[::1]:5432/shop jdbc:postgresql://[::1]:5432/shop",
                "jdbc:postgresql:shop?password=secret jdbc:postgresql:shop",
                "jdbc:postgresql://app:secret@db/shop?sslmode=require jdbc:postgresql://db/shop",
                "jdbc:mysql://root:secret@db:3306/shop jdbc:mysql://db:3306/shop",
                "jdbc:mysql://(host=db,port=3306,user=u,password=secret)/shop jdbc:mysql://(host=db,port=3306,user=u,password)/shop",
                "jdbc:mysql://address=(host=db)(port=1)(password=secret)/shop jdbc:mysql://address=(host=db)(port=1)(password)/shop",
                "jdbc:mysql+srv://u:secret@db/shop jdbc:mysql+srv://db/shop",
                "jdbc:mariadb:sequential://a,b:3307/shop?password=secret jdbc:mariadb:sequential://a,b:3307/shop",
                "jdbc:oracle:thin:scott/secret@db:1521:orcl jdbc:oracle:thin:@db:1521:orcl",
                "jdbc:oracle:thin:scott/secret@//db:1521/orcl jdbc:oracle:thin:@//db:1521/orcl",
                "jdbc:oracle:thin:@tcps://db:1521/orcl?wallet_location=/w jdbc:oracle:thin:@tcps://db:1521/orcl",
                "jdbc:oracle:oci:scott/secret@tns jdbc:oracle:oci:@tns",
                "jdbc:oracle:thin:[proxy]/secret@(DESCRIPTION=(HOST=db)) jdbc:oracle:thin:@(DESCRIPTION=(HOST=db))",
                "jdbc:sqlserver://db:1433;databaseName=shop;password=secret jdbc:sqlserver://db:1433",
                "jdbc:sqlserver://db\\instance;password=secret jdbc:sqlserver://db\\instance",
                "jdbc:h2:tcp://db:9092/./it_45;DB_CLOSE_DELAY=5;PASSWORD=secret jdbc:h2:tcp://db:9092/./it_45",
                "jdbc:h2:mem:shop;PASSWORD=secret jdbc:h2:mem:shop",
                "jdbc:hsqldb:hsql://db/shop;password=secret jdbc:hsqldb:hsql://db/shop",
                "jdbc:derby://db:1527/shop;password=secret jdbc:derby://db:1527/shop",
                "jdbc:sqlite:/data/shop.db?cipher_key=secret jdbc:sqlite:/data/shop.db",
                "jdbc:db2://db:50000/shop:user=app;password=secret; jdbc:db2://db:50000/shop",
                "jdbc:db2://db:50000/shop:password=secret;user=app; jdbc:db2://db:50000/shop",
                "jdbc:informix-sqli://db:9088/shop:INFORMIXSERVER=ifx;password=secret jdbc:informix-sqli://db:9088/shop",
                "jdbc:informix-sqli://db:9088/shop:password=secret jdbc:informix-sqli://db:9088/shop",
                "jdbc:teradata://db/USER=app,PASSWORD=secret jdbc:teradata://db",
                "jdbc:teradata://db/PASSWORD=secret,DATABASE=shop jdbc:teradata://db",
                "jdbc:p6spy:oracle:thin:scott/secret@db:1521:orcl jdbc:p6spy:oracle:thin:@db:1521:orcl",
                "jdbc:otel:oracle:thin:scott/secret@//db:1521/orcl jdbc:otel:oracle:thin:@//db:1521/orcl",
                "jdbc:jtds:sqlserver://db:1433/shop;user=app;password=secret jdbc:jtds:sqlserver://db:1433/shop",
                "jdbc:sybase:Tds:db:5000/shop?PASSWORD=secret jdbc:sybase:Tds:db:5000/shop",
                "jdbc:clickhouse://app:secret@db:8123/shop jdbc:clickhouse://db:8123/shop",
                "jdbc:firebirdsql://db:3050//data/shop.fdb?password=secret jdbc:firebirdsql://db:3050//data/shop.fdb"
            })
    void onlyTheAddressIsShown(String url, String shown) {
        assertThat(JdbcUrl.withoutParameters(url)).isEqualTo(shown);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "?", ";", ":", "@", "#", "&", ",", "%", "(", ")", "=", "'", "$1", "\\"})
    void aSecretMayHoldAnySign(String sign) {
        String secret = "sEcr" + sign + "eTs";
        for (String url : List.of(
                "jdbc:postgresql://app:" + secret + "@db:5432/shop?ssl=true",
                "jdbc:mysql://app:" + secret + "@db/shop",
                "jdbc:mysql://(host=db,password=" + secret + ")/shop",
                "jdbc:mariadb://app:" + secret + "@db:3306/shop?useSsl=true",
                "jdbc:oracle:thin:scott/" + secret + "@db:1521:orcl",
                "jdbc:oracle:thin:scott/" + secret + "@//db:1521/orcl?k=v",
                "jdbc:postgresql://db/shop?user=app&password=" + secret,
                "jdbc:sqlserver://db;user=app;password={" + secret + "}",
                "jdbc:db2://db:50000/shop:password=" + secret + ";",
                "jdbc:teradata://db/PASSWORD=" + secret,
                "jdbc:p6spy:oracle:thin:scott/" + secret + "@//db:1521/orcl",
                "jdbc:h2:tcp://db/shop;PASSWORD=" + secret)) {
            assertThat(JdbcUrl.withoutParameters(url)).doesNotContain("sEcr").doesNotContain("eTs");
        }
    }

    @Test
    void aMessageShowsNoMoreOfAUrlThanItsAddress() {
        assertThat(JdbcUrl.maskedIn("No suitable driver found for jdbc:postgresql://db/shop?password=secret at all"))
                .isEqualTo("No suitable driver found for jdbc:postgresql://db/shop at all");
    }
}
