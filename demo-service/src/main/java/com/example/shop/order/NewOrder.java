package com.example.shop.order;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;

record NewOrder(
        @NotBlank @Size(max = 100) String customer,
        @NotBlank @Size(max = 200) String item,
        @Positive int quantity,
        @Size(max = 50) String coupon) {}
