/* stylegen STYLE.css: a stylesheet as C, without its comments and indents, and the hash by which a page allows it. */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

/* A stylesheet is written by hand; one that is larger is a mistake. */
#define STYLE_MOST 65536

/* ---------------------------------------------------------------- SHA-256 (FIPS 180-4) */

static uint32_t turn(uint32_t word, unsigned n)
{
    return word >> n | word << (32 - n);
}

/* The first 32 bits of the fractional parts of the cube roots of the first 64 primes. */
static const uint32_t rounds[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
};

static void schedule(const unsigned char block[64], uint32_t words[64])
{
    for (size_t i = 0; i < 16; i++)
        words[i] = (uint32_t)block[4 * i] << 24 | (uint32_t)block[4 * i + 1] << 16 | (uint32_t)block[4 * i + 2] << 8 |
                   block[4 * i + 3];
    for (size_t i = 16; i < 64; i++) {
        const uint32_t a = words[i - 15], b = words[i - 2];
        words[i] = words[i - 16] + (turn(a, 7) ^ turn(a, 18) ^ a >> 3) + words[i - 7] +
                   (turn(b, 17) ^ turn(b, 19) ^ b >> 10);
    }
}

/* The names are the standard's. */
static void block_add(uint32_t state[8], const unsigned char block[64])
{
    uint32_t words[64], v[8];
    schedule(block, words);
    memcpy(v, state, sizeof v);
    for (size_t i = 0; i < 64; i++) {
        const uint32_t choice = (v[4] & v[5]) ^ (~v[4] & v[6]);
        const uint32_t majority = (v[0] & v[1]) ^ (v[0] & v[2]) ^ (v[1] & v[2]);
        const uint32_t one = v[7] + (turn(v[4], 6) ^ turn(v[4], 11) ^ turn(v[4], 25)) + choice + rounds[i] + words[i];
        const uint32_t two = (turn(v[0], 2) ^ turn(v[0], 13) ^ turn(v[0], 22)) + majority;
        memmove(v + 1, v, 7 * sizeof *v);
        v[4] += one;
        v[0] = one + two;
    }
    for (size_t i = 0; i < 8; i++)
        state[i] += v[i];
}

/* `bytes` has room for a block more. */
static void digest(unsigned char *bytes, size_t n_bytes, unsigned char hash[32])
{
    uint32_t state[8] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                         0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
    const size_t n_padded = (n_bytes + 8) / 64 * 64 + 64;
    memset(bytes + n_bytes, 0, n_padded - n_bytes);
    bytes[n_bytes] = 0x80;
    for (size_t i = 0; i < 8; i++)
        bytes[n_padded - 1 - i] = (unsigned char)((uint64_t)n_bytes * 8 >> 8 * i);
    for (size_t at = 0; at < n_padded; at += 64)
        block_add(state, bytes + at);
    for (size_t i = 0; i < 32; i++)
        hash[i] = (unsigned char)(state[i / 4] >> (24 - 8 * (i % 4)));
}

static void put_base64(const unsigned char hash[32])
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (size_t i = 0; i < 33; i += 3) {
        const uint32_t three = (uint32_t)hash[i] << 16 | (uint32_t)hash[i + 1] << 8 | (i + 2 < 32 ? hash[i + 2] : 0u);
        for (size_t k = 0; k < 4; k++)
            putchar(i + 2 >= 32 && k == 3 ? '=' : digits[three >> (18 - 6 * k) & 63]);
    }
}

/* ------------------------------------------------------------- stylesheet */

/* Takes comments and the white space at the start of lines away; returns how many bytes are left. */
static size_t shorten(unsigned char *text, size_t n_bytes)
{
    size_t n = 0;
    for (size_t at = 0; at < n_bytes; at++) {
        const bool is_line_start = n == 0 || text[n - 1] == '\n';
        if (n_bytes - at > 1 && text[at] == '/' && text[at + 1] == '*') {
            for (at += 3; at < n_bytes && !(text[at - 1] == '*' && text[at] == '/');)
                at++;
        } else if (!is_line_start || (text[at] != ' ' && text[at] != '\n')) {
            text[n++] = text[at];
        }
    }
    return n;
}

/* A string of a line each: the standard promises 4095 characters of a literal, compilers take more. */
static void put_literal(const unsigned char *text, size_t n_bytes)
{
    fputs("const char html_style[] =\n    \"", stdout);
    for (size_t i = 0; i < n_bytes; i++) {
        if (text[i] == '\n')
            fputs(i + 1 < n_bytes ? "\\n\"\n    \"" : "\\n", stdout);
        else if (text[i] == '"' || text[i] == '\\')
            printf("\\%c", text[i]);
        else
            putchar(text[i]);
    }
    fputs("\";\n", stdout);
}

/* What would end the element that the page puts around the style. */
static bool is_inert(const unsigned char *text, size_t n_bytes)
{
    for (size_t i = 0; i < n_bytes; i++)
        if (text[i] == '<' || text[i] >= 0x80 || (text[i] < ' ' && text[i] != '\n'))
            return false;
    return true;
}

int main(int argc, char **argv)
{
    static unsigned char text[STYLE_MOST + 128];
    unsigned char hash[32];
    FILE *file = argc == 2 ? fopen(argv[1], "r") : NULL;
    if (!file) {
        fputs("usage: stylegen STYLE.css\n", stderr);
        return 2;
    }
    const size_t n_read = fread(text, 1, STYLE_MOST + 1, file);
    const bool is_read = !ferror(file);
    fclose(file);
    const size_t n_bytes = shorten(text, n_read);
    if (!is_read || n_read == 0 || n_read > STYLE_MOST || !is_inert(text, n_bytes)) {
        fprintf(stderr, "%s: not read, larger than 64 KiB, or not ASCII without '<'\n", argv[1]);
        return 1;
    }
    printf("/* Made by tools/stylegen from %s. */\n#include \"report/html.h\"\n\n", "src/report/html.css");
    put_literal(text, n_bytes);
    digest(text, n_bytes, hash);
    fputs("\nconst char html_style_hash[] = \"sha256-", stdout);
    put_base64(hash);
    fputs("\";\n", stdout);
    return fflush(stdout) ? 1 : 0;
}
