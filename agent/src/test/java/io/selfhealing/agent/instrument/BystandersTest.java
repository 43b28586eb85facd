package io.selfhealing.agent.instrument;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BystandersTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "org/mockito/codegen/Connection$MockitoMock$9ZaEOFAm",
                "com/example/Wrapped$$EnhancerByCGLIB$$1f2e",
                "com/example/Wrapped_$$_jvst1a_0",
                "com/zaxxer/hikari/pool/ProxyConnection"
            })
    void whatOnlyStandsBeforeADriverIsNotWoven(String internalName) {
        assertThat(Bystanders.include(internalName)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"org/h2/jdbc/JdbcConnection", "com/example/Driver$Connection", "org/postgresql/jdbc/PgConnection"
            })
    void driversAre(String internalName) {
        assertThat(Bystanders.include(internalName)).isFalse();
    }
}
