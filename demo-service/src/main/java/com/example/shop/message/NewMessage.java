package com.example.shop.message;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

record NewMessage(
        @NotBlank @Size(max = 100) String sender,
        @NotBlank @Size(max = 2000) String message,
        @Size(max = 1000) String metadata) {}
