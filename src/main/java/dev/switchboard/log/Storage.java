package dev.switchboard.log;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.springframework.boot.flyway.autoconfigure.FlywayDataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.sqlite.SQLiteDataSource;

/** The database: one connection that writes, a pool of connections that read. */
@Configuration(proxyBeanMethods = false)
class Storage {

    private static final String OPTIONS =
            "?journal_mode=WAL&synchronous=FULL&busy_timeout=5000&foreign_keys=on&secure_delete=on&transaction_mode=";

    /** Opens connections that write: the writer's own, and at the start the migrations'. */
    @Bean
    @FlywayDataSource
    DataSource writerDataSource(DataFolder folder) {
        SQLiteDataSource source = new SQLiteDataSource();
        source.setUrl(url(folder) + "IMMEDIATE");
        return source;
    }

    /** Reads see what was committed before they began. */
    @Bean
    @Primary
    DataSource readerDataSource(StorageProperties properties, DataFolder folder) {
        HikariDataSource pool = new HikariDataSource();
        pool.setPoolName("switchboard-readers");
        pool.setJdbcUrl(url(folder) + "DEFERRED");
        pool.setMaximumPoolSize(properties.readers());
        pool.setConnectionInitSql("pragma query_only = on");
        return pool;
    }

    private static String url(DataFolder folder) {
        Path file = folder.file("switchboard.db");
        return "jdbc:sqlite:" + file + OPTIONS;
    }
}
