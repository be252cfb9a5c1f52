package io.aggtape.feed.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real script in a dist that stands in a directory with a blank in its name. */
final class LauncherTest {
    @TempDir
    Path directory;

    private Path launcher;

    @BeforeEach
    void makeADist() throws IOException {
        assumeTrue(Place.hasShell(), "there is no /bin/sh here");
        launcher = Place.dist(directory.resolve("a place"));
    }

    @Test
    void shouldRunThroughAChainOfLinksFromAnotherDirectory() throws IOException {
        final Path elsewhere = Files.createDirectories(directory.resolve("some/where"));
        Files.createSymbolicLink(directory.resolve("first"), Path.of("a place/bin/aggtape"));
        Files.createSymbolicLink(elsewhere.resolve("second"), Path.of("../../first"));
        Files.createSymbolicLink(elsewhere.resolve("third"), elsewhere.resolve("second"));
        final Script.Result result =
                new Script(directory, Path.of("./third")).from(elsewhere).run("--version");
        assertThat(result.err()).isEmpty();
        assertThat(result.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(result.out()).startsWith("aggtape " + System.getProperty("aggtape.version") + "\n");
    }

    @Test
    void shouldShowTheConfigurationThatItsEnvironmentGives() {
        final Script.Result result = aggtape().with("AGGTAPE_JSON", "true").run("config", "config");
        assertThat(result.err()).isEmpty();
        assertThat(result.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(result.out())
                .isEqualTo("{\"command\":\"config\",\"name\":\"json\",\"value\":true,"
                        + "\"source\":\"environment\",\"where\":\"AGGTAPE_JSON\"}\n");
    }

    @Test
    void shouldExitWithTheCodeOfTheCommandAndWithoutColours() {
        final Script.Result result = aggtape().with("TERM", "xterm").run("confg");
        assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err()).contains("did you mean 'config'?").doesNotContain("\u001b");
        assertThat(result.out()).isEmpty();
    }

    @Test
    void shouldBecomeTheJvmWithTheFlagsOfTheOptionsFile() throws IOException {
        final Path java = Place.fakeJava(directory.resolve("java"), "17.0.1");
        final Script.Result result =
                aggtape().with("JAVA_HOME", java.toString()).run("record", "a b", "*", "");
        assertThat(result.err()).isEmpty();
        final List<String> expected = new ArrayList<>(List.of(Long.toString(result.pid())));
        expected.addAll(JvmOptionsTest.flags());
        final String lib = directory.toRealPath().resolve("a place/lib/*").toString();
        expected.addAll(List.of("-cp", lib, "io.aggtape.feed.cli.Aggtape", "record", "a b", "*", ""));
        assertThat(result.out().split("\n", -1)).startsWith(expected.toArray(String[]::new));
    }

    @Test
    void shouldPutTheUsersFlagsLastAndTheUsersCollectorInPlaceOfOurs() throws IOException {
        final Path java = Place.fakeJava(directory.resolve("java"), "25");
        final Script.Result result = aggtape()
                .with("JAVA_HOME", java.toString())
                .with("AGGTAPE_JAVA_OPTS", "-Xmx4g  -XX:+UseZGC")
                .run();
        final List<String> lines = result.out().lines().toList();
        assertThat(lines).doesNotContain("-XX:+UseSerialGC").contains("-Xmx2g", "-Xmx4g");
        assertThat(lines.indexOf("-Xmx4g")).isGreaterThan(lines.indexOf("-Xmx2g"));
        assertThat(lines.indexOf("-XX:+UseZGC")).isEqualTo(lines.indexOf("-cp") - 1);
    }

    @Test
    void shouldTellTheJvmWhichOfItsOutputsIsATerminal() throws IOException {
        final Path pty = Path.of("/usr/bin/script");
        assumeTrue(Files.isExecutable(pty), "there is no " + pty + " here");
        final Path java = Place.fakeJava(directory.resolve("java"), "17.0.1");
        final String start = "JAVA_HOME='" + java + "' '" + launcher + "'";
        final String out = "-Daggtape.terminal.out=true";
        final String err = "-Daggtape.terminal.err=true";
        final Script terminal = new Script(directory, pty);
        assertThat(terminal.run("-qec", start, "/dev/null").out()).contains(out, err);
        final String flags = directory.resolve("flags").toString();
        terminal.run("-qec", start + " > '" + flags + "'", "/dev/null");
        assertThat(Files.readString(Path.of(flags))).contains(err).doesNotContain(out);
        assertThat(terminal.run("-qec", start + " 2> /dev/null", "/dev/null").out())
                .contains(out)
                .doesNotContain(err);
    }

    @Test
    void shouldRefuseAnOldJava() throws IOException {
        for (final String version : List.of("11.0.2", "1.8.0_392")) {
            final Path java = Place.fakeJava(directory.resolve(version), version);
            final Script.Result result =
                    aggtape().with("JAVA_HOME", java.toString()).run("--version");
            assertThat(result.exitCode()).isEqualTo(ExitCode.ENVIRONMENT);
            assertThat(result.err())
                    .isEqualTo("aggtape: " + java + "/bin/java is version " + version
                            + ": aggtape needs Java 17 or later; set JAVA_HOME\n");
        }
    }

    @Test
    void shouldAskAJavaWithoutAReleaseFileForItsVersion() throws IOException {
        final Path java = Place.fakeJava(directory.resolve("java"), "17");
        Files.delete(java.resolve("release"));
        Place.script(java.resolve("bin/java"), "echo 'openjdk version \"16.0.2\" 2021-07-20' >&2");
        final Script.Result result =
                aggtape().with("JAVA_HOME", java.toString()).run("--version");
        assertThat(result.exitCode()).isEqualTo(ExitCode.ENVIRONMENT);
        assertThat(result.err()).contains("is version 16.0.2: aggtape needs Java 17 or later");
    }

    @Test
    void shouldFindJavaOnThePath() throws IOException {
        final Path java = Place.fakeJava(directory.resolve("java"), "21.0.2");
        final Path tools = Place.tools(directory.resolve("tools"));
        Files.createSymbolicLink(tools.resolve("java"), java.resolve("bin/java"));
        final Script.Result result =
                aggtape().with("JAVA_HOME", "").with("PATH", tools.toString()).run("--version");
        assertThat(result.err()).isEmpty();
        assertThat(result.out()).contains("io.aggtape.feed.cli.Aggtape\n--version\n");
    }

    @Test
    void shouldSayThatThereIsNoJava() throws IOException {
        final String tools = Place.tools(directory.resolve("tools")).toString();
        final Script.Result absent =
                aggtape().with("JAVA_HOME", "").with("PATH", tools).run("--version");
        assertThat(absent.exitCode()).isEqualTo(ExitCode.ENVIRONMENT);
        assertThat(absent.err()).startsWith("aggtape: there is no java on PATH and JAVA_HOME is not set");
        final Script.Result wrongHome =
                aggtape().with("JAVA_HOME", directory.toString()).run("--version");
        assertThat(wrongHome.exitCode()).isEqualTo(ExitCode.ENVIRONMENT);
        assertThat(wrongHome.err()).isEqualTo("aggtape: JAVA_HOME is " + directory + ", where there is no bin/java\n");
    }

    @Test
    void shouldRefuseADirectoryThatIsNoInstallation() throws IOException {
        final Path stray = Place.launcher(directory.resolve("stray"));
        final Script.Result result = new Script(directory, stray).run("--version");
        assertThat(result.exitCode()).isEqualTo(ExitCode.ENVIRONMENT);
        assertThat(result.err()).contains("there is neither lib/ nor pom.xml in ");
    }

    private Script aggtape() {
        return new Script(directory, launcher);
    }
}
