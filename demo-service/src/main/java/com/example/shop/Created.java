package com.example.shop;

/** The answer to a POST. */
public record Created<T>(T id) {}
