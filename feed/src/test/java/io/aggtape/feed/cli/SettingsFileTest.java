package io.aggtape.feed.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SettingsFileTest {
    @TempDir
    Path directory;

    @Test
    void shouldKnowTheLineOfEachKey() {
        final SettingsFile file = read("# a comment\n\nmarket = usdm\nsymbols=BTCUSDT,\\\n    ETHUSDT\n  cpu: none \n");
        assertThat(file.keys()).containsExactly("market", "symbols", "cpu");
        assertThat(file.entry("market")).isEqualTo(new SettingsFile.Entry("usdm", 3));
        assertThat(file.entry("symbols")).isEqualTo(new SettingsFile.Entry("BTCUSDT,ETHUSDT", 4));
        assertThat(file.entry("cpu")).isEqualTo(new SettingsFile.Entry("none", 6));
        assertThat(file.where("cpu")).isEqualTo(path() + ":6");
        assertThat(file.entry("ring")).isNull();
    }

    @Test
    void shouldNotContinueAComment() {
        assertThat(read("# not continued \\\nmarket=spot\n").keys()).containsExactly("market");
    }

    @Test
    void shouldReadUtf8() {
        assertThat(read("symbols=币安人生USDT\n").entry("symbols").value()).isEqualTo("币安人生USDT");
    }

    @Test
    void shouldRefuseAKeyGivenTwice() {
        assertThatThrownBy(() -> read("market=spot\ncpu=none\nmarket=usdm\n"))
                .isInstanceOf(CommandFault.class)
                .hasMessage(path() + ":3: 'market' again, first at line 1");
    }

    @Test
    void shouldRefuseAFileThatIsNotThere() {
        assertThatThrownBy(() -> SettingsFile.read(directory.resolve("absent").toString()))
                .isInstanceOfSatisfying(
                        CommandFault.class,
                        fault -> assertThat(fault.exitCode()).isEqualTo(ExitCode.USAGE))
                .hasMessageContaining("cannot read the settings file");
    }

    @Test
    void shouldRefuseABrokenEscape() {
        assertThatThrownBy(() -> read("market=\\u12\n")).isInstanceOf(CommandFault.class);
    }

    @Test
    void shouldReadNoiseAsJavasPropertiesDo() {
        Seed.check(random -> {
            for (int i = 0; i < 10_000; i++) {
                final String text = Seed.text(random, "abk=: \\\\\n\n#!\tx", 60);
                final Properties expected = new Properties();
                load(expected, text);
                final SettingsFile file;
                try {
                    file = SettingsFile.of("noise", text.lines().toList());
                } catch (final IOException e) {
                    throw new UncheckedIOException(e);
                } catch (final CommandFault fault) {
                    assertThat(fault).hasMessageContaining(" again, first at line ");
                    continue;
                }
                // Java makes an empty key of a lone backslash, or not, by what follows it.
                expected.remove("");
                assertThat(file.keys())
                        .as(text)
                        .filteredOn(key -> !key.isEmpty())
                        .hasSameElementsAs(expected.stringPropertyNames());
                for (final String key : expected.stringPropertyNames()) {
                    final String value = expected.getProperty(key).strip();
                    assertThat(file.entry(key).value()).as(text).isEqualTo(value);
                }
            }
        });
    }

    private static void load(final Properties properties, final String text) {
        try {
            properties.load(new StringReader(text));
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String path() {
        return directory.resolve("my.properties").toString();
    }

    private SettingsFile read(final String text) {
        try {
            Files.writeString(Path.of(path()), text);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        return SettingsFile.read(path());
    }
}
