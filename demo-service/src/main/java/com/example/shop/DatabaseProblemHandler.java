package com.example.shop;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Answers with a problem body when the database did not do what was asked. */
@RestControllerAdvice
class DatabaseProblemHandler {
    private static final Logger log = LoggerFactory.getLogger(DatabaseProblemHandler.class);

    @ExceptionHandler({DataAccessResourceFailureException.class, TransientDataAccessException.class})
    ProblemDetail unavailable(DataAccessException e) {
        log.warn("Database unavailable: {}", e.getMostSpecificCause().getMessage());
        return problem(HttpStatus.SERVICE_UNAVAILABLE, "Database unavailable", "Please try again in a moment.");
    }

    @ExceptionHandler(DataAccessException.class)
    ProblemDetail failed(DataAccessException e) {
        log.error("Database error: {}", e.getMostSpecificCause().getMessage());
        return problem(HttpStatus.INTERNAL_SERVER_ERROR, "Database error", "The request could not be completed.");
    }

    private static ProblemDetail problem(HttpStatus status, String title, String detail) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setTitle(title);
        return problem;
    }
}
