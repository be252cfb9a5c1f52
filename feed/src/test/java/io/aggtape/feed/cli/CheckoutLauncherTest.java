package io.aggtape.feed.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real script in a checkout whose Maven is a script that notes its calls and lays a dist. */
final class CheckoutLauncherTest {
    private static final long LIMIT_S = 60;

    @TempDir
    Path directory;

    private Path root;
    private Path launcher;
    private Path calls;
    private Path tools;

    @BeforeEach
    void makeACheckout() throws IOException {
        assumeTrue(Place.hasShell(), "there is no /bin/sh here");
        root = directory.resolve("a checkout");
        for (final String module : List.of("journal", "pipeline", "feed")) {
            Files.createDirectories(root.resolve(module).resolve("src/main/java"));
            Files.writeString(root.resolve(module).resolve("pom.xml"), "<project/>");
            Files.writeString(root.resolve(module).resolve("src/main/java/A.java"), "class A {}");
        }
        Files.createDirectories(root.resolve("feed/src/assembly"));
        Files.writeString(root.resolve("pom.xml"), "<project/>");
        Files.writeString(root.resolve("LICENSE"), "");
        launcher = Place.launcher(root.resolve("feed"));
        try (Stream<Path> files = Files.walk(root)) {
            files.forEach(file -> touch(file, Instant.now().minusSeconds(3600)));
        }
        calls = Files.createFile(directory.resolve("calls"));
        tools = Place.tools(directory.resolve("tools"));
        final Path jar = Place.classPathJar(directory.resolve("all.jar"));
        layMaven(
                "mkdir -p feed/target/dist/lib feed/target/dist/conf",
                "cp '" + jar + "' feed/target/dist/lib/all.jar",
                "cp feed/conf/jvm.options feed/target/dist/conf/");
    }

    @Test
    void shouldBuildOnFirstUseAndThenJustRun() throws IOException {
        final Script.Result first = aggtape().run("--version");
        assertThat(first.err()).startsWith("aggtape: building").hasLineCount(1);
        assertThat(first.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(first.out()).startsWith("aggtape ");
        final Script.Result second = aggtape().run("--version");
        assertThat(second.err()).isEmpty();
        assertThat(second.out()).isEqualTo(first.out());
        assertThat(Files.readAllLines(calls))
                .singleElement()
                .asString()
                .startsWith(root.toRealPath() + ": -B ")
                .contains(" -DskipTests ")
                .endsWith(" -pl feed -am package");
    }

    @Test
    void shouldBuildAgainWhereASourceIsNewer() throws IOException {
        aggtape().run("--version");
        for (final String source :
                List.of("journal/src/main/java/A.java", "pipeline/pom.xml", "feed/conf/jvm.options", "pom.xml")) {
            final int before = Files.readAllLines(calls).size();
            touch(root.resolve(source), Instant.now().plusSeconds(60));
            assertThat(aggtape().run("--version").exitCode()).isEqualTo(ExitCode.OK);
            assertThat(Files.readAllLines(calls)).as(source).hasSize(before + 1);
            touch(root.resolve(source), Instant.now().minusSeconds(3600));
        }
    }

    @Test
    void shouldRunWhatWasBuiltByHand() throws IOException {
        aggtape().run("--version");
        Files.delete(root.resolve("feed/target/dist.mark"));
        Files.createFile(root.resolve("feed/target/aggtape-feed-0.1.0.jar"));
        assertThat(aggtape().run("--version").err()).isEmpty();
        touch(root.resolve("feed/target/aggtape-feed-0.1.0.jar"), Instant.now().minusSeconds(7200));
        assertThat(aggtape().run("--version").err()).startsWith("aggtape: building");
    }

    @Test
    void shouldBuildOnceWhereTwoStartAtOnce() throws IOException {
        assumeTrue(Files.exists(tools.resolve("flock")), "there is no flock here");
        final Path gate = directory.resolve("gate");
        assertThat(new ProcessBuilder("mkfifo", gate.toString())
                        .start()
                        .onExit()
                        .join()
                        .exitValue())
                .isZero();
        final String lay = Files.readString(tools.resolve("mvn")).replaceFirst("#!/bin/sh\n", "");
        Place.script(tools.resolve("mvn"), lay.strip(), "read -r line <'" + gate + "'");
        final Script.Running first = aggtape().start("--version");
        awaitTrue(() -> !readCalls().isEmpty());
        final Script.Running second = aggtape().start("--version");
        awaitTrue(() -> second.process()
                .descendants()
                .anyMatch(child -> child.info().command().orElse("").endsWith("flock")));
        Files.writeString(gate, "go\n");
        assertThat(first.finish().exitCode()).isEqualTo(ExitCode.OK);
        assertThat(second.finish().exitCode()).isEqualTo(ExitCode.OK);
        assertThat(readCalls()).hasSize(1);
    }

    @Test
    void shouldSayThatThereIsNoMaven() throws IOException {
        Files.delete(tools.resolve("mvn"));
        final Script.Result result = aggtape().run("--version");
        assertThat(result.exitCode()).isEqualTo(ExitCode.ENVIRONMENT);
        assertThat(result.err())
                .contains("there is no mvn on PATH: install Maven")
                .hasLineCount(1);
    }

    @Test
    void shouldSayThatThereIsNoJdk() throws IOException {
        final Path java = Place.fakeJava(directory.resolve("jre"), "17.0.1");
        final Script.Result result =
                aggtape().with("JAVA_HOME", java.toString()).run("--version");
        assertThat(result.exitCode()).isEqualTo(ExitCode.ENVIRONMENT);
        assertThat(result.err()).contains("there is no javac in JAVA_HOME").hasLineCount(1);
        Files.createSymbolicLink(tools.resolve("java"), java.resolve("bin/java"));
        final Script.Result onPath = aggtape().with("JAVA_HOME", "").run("--version");
        assertThat(onPath.exitCode()).isEqualTo(ExitCode.ENVIRONMENT);
        assertThat(onPath.err()).contains("there is no javac on PATH").hasLineCount(1);
    }

    @Test
    void shouldShowWhyABuildFailedAndTryAgainNextTime() throws IOException {
        layMaven("echo '[INFO] fine'", "echo '[ERROR] A.java: broken'", "exit 1");
        final Script.Result result = aggtape().run("--version");
        assertThat(result.exitCode()).isEqualTo(ExitCode.INTERNAL);
        assertThat(result.out()).isEmpty();
        assertThat(result.err())
                .contains("[ERROR] A.java: broken", "aggtape: the build failed, see ")
                .doesNotContain("fine");
        aggtape().run("--version");
        assertThat(readCalls()).hasSize(2);
    }

    private Script aggtape() {
        return new Script(directory, launcher).with("PATH", tools.toString());
    }

    private void layMaven(final String... lines) throws IOException {
        final String note = "echo \"$PWD: $*\" >>'" + calls + "'";
        Place.script(tools.resolve("mvn"), note, String.join("\n", lines));
    }

    private List<String> readCalls() {
        try {
            return Files.readAllLines(calls);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void awaitTrue(final Callable<Boolean> condition) {
        await().atMost(LIMIT_S, TimeUnit.SECONDS).until(condition);
    }

    private static void touch(final Path file, final Instant time) {
        try {
            Files.setLastModifiedTime(file, FileTime.from(time));
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
