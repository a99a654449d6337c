package dev.switchboard;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.RequestDispatcher;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.ResponseEntity;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.async.AsyncRequestTimeoutException;
import tools.jackson.databind.json.JsonMapper;

/** Who is to come back is told when, wherever the answer is made. */
class ProblemTests {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @ParameterizedTest
    @EnumSource
    void saysHowLongToWaitExactlyWhereWaitingHelps(Refusal refusal) {
        boolean waits = refusal == Refusal.TOO_MANY || refusal == Refusal.UNAVAILABLE;

        assertThat(Problem.of(new RefusedException(refusal, "No")).retryAfter()).isEqualTo(waits ? 1L : null);
        assertThat(Problem.of(new RefusedException(refusal, "No", Duration.ofMillis(2_001)))
                        .retryAfter())
                .isEqualTo(3);
    }

    @Test
    void aCallThatTookTooLongIsToldWhenToComeBack() throws Exception {
        ResponseEntity<Object> answer = Objects.requireNonNull(new ProblemAdvice()
                .handleException(
                        new AsyncRequestTimeoutException(), new ServletWebRequest(new MockHttpServletRequest())));

        assertThat(answer.getStatusCode().value()).isEqualTo(503);
        assertThat(answer.getHeaders().getFirst("Retry-After")).isEqualTo("1");
        assertThat(answer.getBody())
                .isInstanceOfSatisfying(
                        Problem.class,
                        problem -> assertThat(problem.retryAfter()).isEqualTo(1));
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 503})
    void whatTheContainerRefusesIsToldToo(int status) throws IOException {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.setAttribute(RequestDispatcher.ERROR_STATUS_CODE, status);
        MockHttpServletResponse response = new MockHttpServletResponse();
        new ErrorAnswers(new ProblemWriter(JSON)).onError(request, response);

        assertThat(response.getStatus()).isEqualTo(status);
        assertThat(response.getHeader("Retry-After")).isEqualTo("1");

        HttpFields.Mutable headers = HttpFields.build();
        String bare = StandardCharsets.UTF_8
                .decode(BareErrors.problem(status, headers))
                .toString();
        assertThat(headers.get(HttpHeader.RETRY_AFTER)).isEqualTo("1");
        assertThat(JSON.readTree(bare).get("retryAfter").asLong()).isEqualTo(1);
        assertThat(JSON.readTree(bare).get("status").asInt()).isEqualTo(status);
    }
}
