package io.voxlynx.web.error;

import io.voxlynx.shared.BrokenRule;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

@Provider
public class BrokenRuleMapper implements ExceptionMapper<BrokenRule> {

    @Context
    HttpServletRequest request;

    @Inject
    ErrorAnswers answers;

    @Override
    public Response toResponse(BrokenRule rule) {
        return answers.to(rule, request);
    }
}
