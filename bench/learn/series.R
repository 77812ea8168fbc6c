# Writes the public series as JSON: Rscript bench/learn/series.R <directory with the downloads>
# Wanted there: M3.rda and, for the published forecasts, M3Forecast.rda (github.com/robjhyndman/Mcomp, data/), nn5.rda (github.com/robjhyndman/tscompdata, data/), aus_retail.rda
# (github.com/tidyverts/tsibbledata, data/), m4-weekly-train.csv and m4-weekly-test.csv (github.com/Mcompetitions/M4-methods, Dataset/).
library(jsonlite)
setwd(commandArgs(TRUE)[1])
save_set <- function(name, set) write_json(set, paste0(name, ".json"), digits = 10, auto_unbox = TRUE)
load("M3.rda")
monthly <- unname(Filter(function(s) s$period == "MONTHLY", M3))
save_set("m3", lapply(monthly, function(s) list(id = s$sn, period = 12, history = as.numeric(s$x), actual = as.numeric(s$xx))))
# What ForecastPro and the theta method's authors sent in to the M3 competition.
if (file.exists("M3Forecast.rda")) {
  load("M3Forecast.rda")
  for (method in c("ForecastPro", "THETA")) {
    sent <- M3Forecast[[method]]
    rows <- lapply(monthly, function(s) list(id = s$sn, mean = as.numeric(sent[s$sn, seq_along(s$xx)])))
    save_set(paste0("m3-published-", tolower(method)), rows)
  }
}
load("nn5.rda")
# Missing days: the mean of the same weekday one and two weeks before and after.
fill <- function(x) {
  x <- as.numeric(x)
  for (i in which(is.na(x))) { near <- c(i - 7, i + 7, i - 14, i + 14); near <- near[near > 0 & near <= length(x)]; x[i] <- mean(x[near], na.rm = TRUE) }
  x
}
save_set("nn5", lapply(seq_along(nn5), function(i) { x <- fill(nn5[[i]]); n <- length(x); list(id = names(nn5)[i], period = 7, history = x[1:(n - 56)], actual = x[(n - 55):n]) }))
load("aus_retail.rda")
retail <- as.data.frame(aus_retail)
clothing <- retail[retail$Industry == "Clothing retailing", ]
save_set("clothing", lapply(unique(clothing$State), function(state) { x <- clothing$Turnover[clothing$State == state]; n <- length(x); list(id = state, period = 12, history = x[1:(n - 24)], actual = x[(n - 23):n]) }))
train <- read.csv("m4-weekly-train.csv"); test <- read.csv("m4-weekly-test.csv")
save_set("m4w", lapply(seq_len(nrow(train)), function(i) { x <- as.numeric(train[i, -1]); list(id = as.character(train[i, 1]), period = 52, history = x[!is.na(x)], actual = as.numeric(test[i, 2:14])) }))
