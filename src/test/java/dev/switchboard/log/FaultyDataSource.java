package dev.switchboard.log;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.AbstractDataSource;

/** A database that fails when it is told to: before a statement is executed, or after. */
final class FaultyDataSource extends AbstractDataSource {

    private final DataSource real;
    private final List<String> executed = new ArrayList<>();
    private @Nullable Fault fault;

    FaultyDataSource(DataSource real) {
        this.real = real;
    }

    /**
     * What goes wrong.
     *
     * @param statement which one from now, from 1
     * @param code SQLite's result code
     * @param executed whether the statement took effect before it failed
     * @param lasting whether every statement after it, and every new connection, fails too
     */
    record Fault(int statement, int code, boolean executed, boolean lasting) {}

    /** From now on, until it is mended. */
    synchronized void fail(Fault next) {
        executed.clear();
        fault = next;
    }

    synchronized void mend() {
        fault = null;
    }

    /** Statements since the last fault was ordered. */
    synchronized List<String> executed() {
        return List.copyOf(executed);
    }

    @Override
    public Connection getConnection() throws SQLException {
        synchronized (this) {
            if (fault != null && fault.lasting() && executed.size() >= fault.statement()) {
                throw new SQLException("No connection", null, fault.code());
            }
        }
        return wrap(Connection.class, real.getConnection(), null);
    }

    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        return getConnection();
    }

    private <T> T wrap(Class<T> type, @Nullable Object target, @Nullable String sql) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    Object[] given = arguments == null ? new Object[0] : arguments;
                    if (method.getName().startsWith("execute")) {
                        return execute(target, method, given, sql == null ? String.valueOf(given[0]) : sql);
                    }
                    Object answer = invoke(target, method, given);
                    return switch (method.getName()) {
                        case "prepareStatement" -> wrap(PreparedStatement.class, answer, String.valueOf(given[0]));
                        case "createStatement" -> wrap(Statement.class, answer, null);
                        default -> answer;
                    };
                }));
    }

    private @Nullable Object execute(@Nullable Object target, Method method, Object[] arguments, String sql)
            throws Throwable {
        Fault now;
        boolean hit;
        synchronized (this) {
            executed.add(sql);
            now = fault;
            hit = now != null
                    && (executed.size() == now.statement() || (now.lasting() && executed.size() > now.statement()));
        }
        if (now != null && hit) {
            if (now.executed()) {
                invoke(target, method, arguments);
            }
            throw new SQLException("[injected] " + sql, null, now.code());
        }
        return invoke(target, method, arguments);
    }

    private static @Nullable Object invoke(@Nullable Object target, Method method, Object[] arguments)
            throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException failed) {
            throw failed.getTargetException();
        }
    }
}
