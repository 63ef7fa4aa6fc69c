namespace ModelCompression.Compression.Search;

/// <summary>A compressed file in the cache.</summary>
/// <param name="Path">The file.</param>
/// <param name="Record">What is known about it.</param>
/// <param name="Options">The options it was made with.</param>
internal sealed record Candidate(string Path, CandidateRecord Record, CompressionOptions Options);
