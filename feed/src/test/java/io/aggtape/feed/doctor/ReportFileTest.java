package io.aggtape.feed.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportFileTest {
    @TempDir
    Path directory;

    @Test
    void shouldReplaceAFileAsAWhole() throws IOException {
        final Path file = Files.writeString(directory.resolve("r.md"), "old");
        try (ReportFile report = ReportFile.claim(file)) {
            assertThat(file).hasContent("old");
            report.write("new\n");
        }
        assertThat(file).hasContent("new\n");
        assertNothingBut("r.md");
    }

    @Test
    void shouldKeepTheRightsOfTheFileThatItReplaces() throws IOException {
        final Path file = Files.writeString(directory.resolve("r.md"), "old");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-r--"));
        try (ReportFile report = ReportFile.claim(file)) {
            assertThat(report.isReplacing()).isTrue();
            report.write("new\n");
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-rw-r--");
    }

    @Test
    void shouldGiveANewFileTheRightsOfAnyOther() throws IOException {
        final Path any = Files.writeString(directory.resolve("any"), "");
        final Path file = directory.resolve("r.md");
        try (ReportFile report = ReportFile.claim(file)) {
            assertThat(report.isReplacing()).isFalse();
            report.write("new\n");
        }
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(Files.getPosixFilePermissions(any));
    }

    @Test
    void shouldLeaveNothingBehindWhereNothingWasWritten() throws IOException {
        ReportFile.claim(directory.resolve("r.md")).close();
        assertNothingBut();
    }

    @Test
    void shouldRefuseADirectoryThatDoesNotExist() {
        assertThatThrownBy(() -> ReportFile.claim(directory.resolve("absent/r.md")))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining("absent");
    }

    @Test
    void shouldRefuseAFileForADirectory() throws IOException {
        final Path file = Files.writeString(directory.resolve("file"), "");
        assertThatThrownBy(() -> ReportFile.claim(file.resolve("r.md"))).isInstanceOf(NotDirectoryException.class);
    }

    @Test
    void shouldRefuseWhatIsNoPlainFile() throws IOException {
        final Path link = Files.createSymbolicLink(directory.resolve("link"), Path.of("/dev/null"));
        assertThatThrownBy(() -> ReportFile.claim(link)).hasMessageContaining("no plain file");
        assertThatThrownBy(() -> ReportFile.claim(directory)).hasMessageContaining("no plain file");
        assertThatThrownBy(() -> ReportFile.claim(Path.of("/"))).hasMessageContaining("it is a directory");
    }

    private void assertNothingBut(final String... names) throws IOException {
        try (var files = Files.list(directory)) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactly(names);
        }
    }
}
