# R's forecasts of a set: Rscript bench/learn/baselines.R <directory> <set> <sample size, 0 for all> <method>...
# Writes <set>-<method>.json beside the set. R 4.2, forecast 8.20.
suppressPackageStartupMessages({ library(forecast); library(jsonlite) })
a <- commandArgs(TRUE); setwd(a[1]); set <- a[2]; k <- as.integer(a[3])
s <- unname(fromJSON(paste0(set, ".json"), simplifyVector = FALSE))
if (k > 0 && k < length(s)) { set.seed(1); s <- s[sort(sample(length(s), k))] }
for (m in a[-(1:3)]) {
  begin <- proc.time()[3]
  out <- lapply(s, function(one) {
    y <- as.numeric(unlist(one$history)); h <- length(one$actual); plain <- ts(y); x <- ts(y, frequency = one$period)
    long <- one$period > 24
    f <- tryCatch(switch(m,
      ets = forecast(if (long) ets(plain, model = "ZZN") else ets(x), h = h, level = 80),
      theta = thetaf(if (length(y) < 2 * one$period) plain else x, h = h, level = 80),
      damped = forecast(ets(plain, model = "AAN", damped = TRUE), h = h, level = 80),
      arima = forecast(auto.arima(if (long) plain else x), h = h, level = 80)), error = function(e) snaive(x, h = h, level = 80))
    list(id = one$id, mean = as.numeric(f$mean), lower = as.numeric(f$lower), upper = as.numeric(f$upper))
  })
  cat(set, m, length(s), round(proc.time()[3] - begin, 1), "s\n")
  write_json(out, paste0(set, "-", m, ".json"), digits = 10, auto_unbox = TRUE)
}
