package io.selfhealing.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HostJvmTest {
    @Test
    void featureNumberIsReadFromOldAndNewSpellings() {
        assertThat(HostJvm.feature("1.8")).isEqualTo(8);
        assertThat(HostJvm.feature("11")).isEqualTo(11);
        assertThat(HostJvm.feature("25")).isEqualTo(25);
        assertThat(HostJvm.feature("")).isZero();
    }

    @Test
    void thisJvmIsNewEnough() {
        assertThat(HostJvm.refusal()).isNull();
    }

    @Test
    void anOldJvmIsToldWhatIsNeeded() {
        String version = System.getProperty("java.specification.version");
        System.setProperty("java.specification.version", "11");
        try {
            assertThat(HostJvm.refusal())
                    .contains("Java 17")
                    .contains("Java 11")
                    .doesNotContain("\n");
        } finally {
            System.setProperty("java.specification.version", version);
        }
    }
}
