package dev.switchboard.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchboard.UserId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.diagnostics.FailureAnalysis;

class DataFolderTests {

    @TempDir
    private Path temporary;

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void whatIsKeptIsReadByItsOwnerOnly() throws Exception {
        Path directory = temporary.resolve("data");
        try (LogStore store = new LogStore(directory)) {
            write(store);

            assertPermissions(directory);
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void whatWasThereBeforeIsClosedToOthersToo() throws Exception {
        Path directory = Files.createDirectory(
                temporary.resolve("data"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        try (LogStore store = new LogStore(directory)) {
            write(store);
        }
        Files.setPosixFilePermissions(
                directory.resolve("switchboard.db"), PosixFilePermissions.fromString("rw-r--r--"));
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));

        try (LogStore store = new LogStore(directory)) {
            write(store);

            assertPermissions(directory);
        }
    }

    @Test
    void aSecondServerOnTheSameFolderIsToldSo() {
        try (LogStore first = new LogStore(temporary)) {
            StorageProperties properties = LogStore.properties(temporary, 10);

            assertThatThrownBy(() -> new DataFolder(properties))
                    .isInstanceOf(FolderTakenException.class)
                    .hasMessage("Another Switchboard already uses the folder " + temporary.toAbsolutePath());
            write(first);
        }
    }

    @Test
    void theFolderIsFreeAgainAfterAStop() {
        new LogStore(temporary).close();

        try (LogStore next = new LogStore(temporary)) {
            write(next);
        }
    }

    @Test
    void theSentenceSaysWhatToDo() {
        FailureAnalysis analysis =
                Objects.requireNonNull(new FolderTakenAnalysis().analyze(new FolderTakenException(temporary)));

        assertThat(analysis.getDescription()).contains("already uses the folder");
        assertThat(analysis.getAction()).contains("switchboard.storage.directory");
    }

    private static void write(LogStore store) {
        store.writer.writeAndWait(
                transaction -> store.events.append(transaction, LogStore.event("lobby", UserId.next(), "text")));
    }

    private static void assertPermissions(Path directory) throws Exception {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
                .isEqualTo("rwx------");
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files.toList())
                    .hasSizeGreaterThanOrEqualTo(4)
                    .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .as("%s", file)
                            .isEqualTo("rw-------"));
        }
    }
}
