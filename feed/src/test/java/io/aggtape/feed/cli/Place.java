package io.aggtape.feed.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes the directories that the launcher meets: a dist, a Java home, a directory of tools. */
final class Place {
    static final Path LAUNCHER = Path.of("bin/aggtape").toAbsolutePath();

    private Place() {}

    static boolean hasShell() {
        return Files.isExecutable(Path.of("/bin/sh")) && !File.separator.equals("\\");
    }

    /** Copies bin/ and conf/ into {@code home}; returns the copied launcher. */
    static Path launcher(final Path home) throws IOException {
        Files.createDirectories(home.resolve("bin"));
        Files.createDirectories(home.resolve("conf"));
        Files.copy(Path.of("conf/jvm.options"), home.resolve("conf/jvm.options"));
        final Path copy = Files.copy(LAUNCHER, home.resolve("bin/aggtape"));
        return executable(copy);
    }

    /** A dist whose lib/ is the class path of this test. */
    static Path dist(final Path home) throws IOException {
        Files.createDirectories(home.resolve("lib"));
        classPathJar(home.resolve("lib/all.jar"));
        return launcher(home);
    }

    /** A jar without classes that names every entry of this test's class path. */
    static Path classPathJar(final Path jar) throws IOException {
        final Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        final String entries = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toUri().toString())
                .collect(Collectors.joining(" "));
        manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, entries);
        new JarOutputStream(Files.newOutputStream(jar), manifest).close();
        return jar;
    }

    /** A Java home of this version whose java prints its process id and then its arguments, one a line. */
    static Path fakeJava(final Path home, final String version) throws IOException {
        Files.createDirectories(home.resolve("bin"));
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"Test\"\nJAVA_VERSION=\"" + version + "\"\n");
        script(home.resolve("bin/java"), "echo $$", "printf '%s\\n' \"$@\"");
        return home;
    }

    /** A directory that holds what the launcher needs of the system and nothing else: no java, no mvn. */
    static Path tools(final Path directory) throws IOException {
        Files.createDirectories(directory);
        for (final String tool : List.of(
                "sh",
                "ls",
                "cat",
                "cp",
                "mv",
                "sed",
                "find",
                "grep",
                "head",
                "tail",
                "mkdir",
                "dirname",
                "readlink",
                "flock")) {
            for (final String path : System.getenv("PATH").split(File.pathSeparator)) {
                final Path found = Path.of(path, tool);
                if (Files.isExecutable(found) && !Files.exists(directory.resolve(tool))) {
                    script(directory.resolve(tool), "exec '" + found + "' \"$@\"");
                }
            }
        }
        return directory;
    }

    static Path script(final Path file, final String... lines) throws IOException {
        return executable(Files.writeString(file, "#!/bin/sh\n" + String.join("\n", lines) + "\n"));
    }

    private static Path executable(final Path file) throws IOException {
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
