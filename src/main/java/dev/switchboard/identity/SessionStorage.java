package dev.switchboard.identity;

import com.zaxxer.hikari.HikariDataSource;
import dev.switchboard.RandomId;
import dev.switchboard.log.DataFolder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.convert.ConversionService;
import org.springframework.core.convert.support.GenericConversionService;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.session.Session;
import org.springframework.session.config.annotation.web.http.EnableSpringHttpSession;
import org.springframework.session.jdbc.JdbcIndexedSessionRepository;
import org.springframework.session.web.http.CookieHttpSessionIdResolver;
import org.springframework.session.web.http.DefaultCookieSerializer;
import org.springframework.session.web.http.HttpSessionIdResolver;
import org.springframework.transaction.support.TransactionTemplate;

/** Where signed-in browsers are kept: a database file of their own, so that they never wait behind chat's writer. */
@Configuration(proxyBeanMethods = false)
@EnableSpringHttpSession
class SessionStorage {

    private static final String OPTIONS =
            "?journal_mode=WAL&synchronous=FULL&busy_timeout=5000&foreign_keys=on&transaction_mode=DEFERRED";
    private static final int CONNECTIONS = 4;

    @Bean(defaultCandidate = false)
    DataSource sessionDataSource(DataFolder folder) {
        Path file = folder.file("sessions.db");
        HikariDataSource pool = new HikariDataSource();
        pool.setPoolName("switchboard-sessions");
        pool.setJdbcUrl("jdbc:sqlite:" + file + OPTIONS);
        pool.setMaximumPoolSize(CONNECTIONS);
        new ResourceDatabasePopulator(new ClassPathResource("db/sessions/schema.sql")).execute(pool);
        return pool;
    }

    @Bean
    SparingSessions<? extends Session> sessionRepository(
            @Qualifier("sessionDataSource") DataSource dataSource, IdentityProperties properties) {
        JdbcIndexedSessionRepository stored = stored(dataSource, properties);
        stored.afterPropertiesSet();
        return new SparingSessions<>(stored, stored::destroy);
    }

    /** Spring's sessions as they are in our tables; expired ones are cleared away once an hour. */
    static JdbcIndexedSessionRepository stored(DataSource dataSource, IdentityProperties properties) {
        JdbcIndexedSessionRepository stored = new JdbcIndexedSessionRepository(
                new JdbcTemplate(dataSource), new TransactionTemplate(new JdbcTransactionManager(dataSource)));
        stored.setTableName("sessions");
        stored.setSessionIdGenerator(RandomId::next);
        stored.setDefaultMaxInactiveInterval(properties.sessionTimeout());
        stored.setConversionService(textOnly());
        stored.setCleanupCron("0 7 * * * *");
        return stored;
    }

    @Bean
    HttpSessionIdResolver sessionCookie(IdentityProperties properties) {
        DefaultCookieSerializer cookie = new DefaultCookieSerializer();
        cookie.setCookieName("SESSION");
        cookie.setCookiePath("/");
        cookie.setUseHttpOnlyCookie(true);
        cookie.setSameSite("Lax");
        cookie.setUseBase64Encoding(false);
        cookie.setCookieMaxAge(Math.toIntExact(properties.sessionTimeout().toSeconds()));
        CookieHttpSessionIdResolver resolver = new CookieHttpSessionIdResolver();
        resolver.setCookieSerializer(cookie);
        return resolver;
    }

    /** Attributes are text, and nothing is ever deserialised. */
    private static ConversionService textOnly() {
        GenericConversionService conversion = new GenericConversionService();
        conversion.addConverter(Object.class, byte[].class, value -> {
            if (value instanceof String text) {
                return text.getBytes(StandardCharsets.UTF_8);
            }
            throw new IllegalArgumentException("A session keeps text only, not " + value.getClass());
        });
        conversion.addConverter(byte[].class, Object.class, bytes -> new String(bytes, StandardCharsets.UTF_8));
        return conversion;
    }
}
