import type { IncidentNews } from '@holdfast/shared/alerting/incident-news';
import type { ReminderNews } from '@holdfast/shared/drilling/reminder-news';
import type { DocumentName } from '@holdfast/shared/protocol/names';

/** What other tools are told. */
export type News = IncidentNews | ReminderNews;

/** The document that a piece of news is about, in which it is noted that it was told. */
export function documentOf(news: News): DocumentName {
  return 'incident' in news ? news.incident : news.plan;
}
