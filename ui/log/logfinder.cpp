#include "ui/log/logfinder.h"
namespace Runlight {
LogFinder::LogFinder(LogView &, LogToolBar &, QObject *parent) : QObject(parent) {}
void LogFinder::goToNext() {}
void LogFinder::goToPrevious() {}
}
