package io.selfhealing.agent.instrument;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.driver.JdbcUser;
import com.example.driver.LowerStatement;
import org.junit.jupiter.api.Test;

class WovenDriversTest {
    @Test
    void postgresqlsClassesAreWovenAndVerify() throws Exception {
        WovenDriver postgresql = WovenDriver.of("org.postgresql.");
        postgresql.driver("org.postgresql.Driver");
        for (String each : new String[] {"PgConnection", "PgStatement", "PgPreparedStatement", "PgCallableStatement"}) {
            Class.forName("org.postgresql.jdbc." + each, true, postgresql);
        }

        assertThat(postgresql.failed).isEmpty();
        assertThat(postgresql.woven)
                .containsExactlyInAnyOrder(
                        "org.postgresql.Driver",
                        "org.postgresql.jdbc.PgConnection",
                        "org.postgresql.jdbc.PgStatement",
                        "org.postgresql.jdbc.PgPreparedStatement",
                        "org.postgresql.jdbc.PgCallableStatement");
    }

    @Test
    void methodsOnASuperclassWithoutTheInterfaceAreWoven() throws Exception {
        WovenDriver driver = WovenDriver.of("com.example.driver.");
        Class.forName(LowerStatement.class.getName(), true, driver);
        Class.forName(JdbcUser.class.getName(), true, driver);

        assertThat(driver.failed).isEmpty();
        assertThat(driver.woven).containsExactly(LowerStatement.class.getName());
    }
}
