package io.aggtape.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Properties;
import org.junit.jupiter.api.Test;

class BuildTest {
    @Test
    void shouldKnowItsVersionAndACommitOrThatThereIsNone() {
        final Build build = Build.current();

        assertThat(build.version()).isEqualTo(System.getProperty("aggtape.version"));
        assertThat(build.revision()).matches("[0-9a-f]{12}(-dirty)?|unknown");
    }

    @Test
    void shouldSayThatTheSourcesHadOtherChanges() {
        assertThat(Build.of(properties("0.1.0", "0123456789ab", "true")))
                .isEqualTo(new Build("0.1.0", "0123456789ab-dirty"));
        assertThat(Build.of(properties("0.1.0", "0123456789ab", "false")))
                .isEqualTo(new Build("0.1.0", "0123456789ab"));
    }

    @Test
    void shouldNotGuessACommitOutsideOfGit() {
        assertThat(Build.of(properties("0.1.0", "", "")).revision()).isEqualTo("unknown");
    }

    private static Properties properties(final String version, final String revision, final String dirty) {
        final Properties properties = new Properties();
        properties.setProperty("version", version);
        properties.setProperty("revision", revision);
        properties.setProperty("dirty", dirty);
        return properties;
    }
}
