/**
 * Version of the socket contract, sent in the handshake. A client with another version is answered
 * `protocol.version` and told to reload. History: 1 = rooms, agenda and desk facts; 2 = studies of a draft;
 * 3 = the live stage, the programme, pitch slots, questions and polls, repairs, the clearing, seats;
 * 4 = what is shown beside a stage, and its rundown after a release; 5 = the door;
 * 6 = names of speakers in both languages.
 */
export const protocolVersion = 6
