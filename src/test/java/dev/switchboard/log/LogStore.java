package dev.switchboard.log;

import com.zaxxer.hikari.HikariDataSource;
import dev.switchboard.UserId;
import dev.switchboard.broker.Publication;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The log in a folder, as the application puts it together, with publications in a list. */
final class LogStore implements AutoCloseable {

    final List<Publication> published = new CopyOnWriteArrayList<>();
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final FaultyDataSource faults;
    final Writer writer;
    final EventLog events;
    final JdbcClient readers;
    final Publisher publisher;
    private final DataFolder folder;
    private final HikariDataSource pool;

    LogStore(Path directory) {
        this(properties(directory, 10_000), publication -> {});
    }

    LogStore(StorageProperties properties, Consumer<Publication> subscriber) {
        Storage storage = new Storage();
        folder = new DataFolder(properties);
        DataSource writing = storage.writerDataSource(folder);
        Flyway.configure()
                .dataSource(writing)
                .locations("classpath:db/migration/sqlite")
                .load()
                .migrate();
        pool = (HikariDataSource) storage.readerDataSource(properties, folder);
        readers = JdbcClient.create(pool);
        faults = new FaultyDataSource(writing);
        publisher = new Publisher(properties, publication -> {
            published.add(publication);
            subscriber.accept(publication);
        });
        writer = new Writer(properties, publisher, faults, meters);
        events = new EventLog(readers, new StaticListableBeanFactory().getBeanProvider(java.time.InstantSource.class));
    }

    static StorageProperties properties(Path directory, int writeQueue) {
        return new StorageProperties(directory, 2, writeQueue, 512, Duration.ofMillis(300), Duration.ofSeconds(10));
    }

    static NewEvent event(String stream, UserId actor, String text) {
        return new NewEvent(stream, "message", actor, null, text, null);
    }

    static NewEvent event(String stream, UserId actor, String text, String clientId) {
        ClientMessage said = new ClientMessage(new ClientMessageId(clientId), stream + '\n' + text);
        return new NewEvent(stream, "message", actor, null, text, said);
    }

    /** Holds the writer, so that what is written until it is let go makes one group. */
    CountDownLatch hold() throws InterruptedException {
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        writer.write(transaction -> {
            held.countDown();
            try {
                release.await();
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
            }
            return 0;
        });
        held.await();
        return release;
    }

    /** As a stop does it. */
    @Override
    public void close() {
        writer.close();
        publisher.close();
        pool.close();
        try {
            folder.close();
        } catch (IOException cannotBe) {
            throw new UncheckedIOException(cannotBe);
        }
    }
}
