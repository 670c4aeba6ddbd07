@node "%~dp0func" %*
