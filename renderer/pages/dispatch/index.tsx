export { default } from "./CampaignPage.tsx";
export { DispatchDialog } from "./DispatchDialog.tsx";
