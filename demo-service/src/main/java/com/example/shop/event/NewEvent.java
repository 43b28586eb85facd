package com.example.shop.event;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Map;

record NewEvent(
        @NotBlank @Size(max = 50) String type,
        @NotBlank @Size(max = 100) String source,

        @NotNull @Pattern(regexp = "[1-9]", message = "must be a digit from 1 to 9")
        String priority,

        @NotNull Map<String, Object> payload) {}
