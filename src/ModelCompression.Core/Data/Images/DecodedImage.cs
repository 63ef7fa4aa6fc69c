using ModelCompression.Runtime.Images;

namespace ModelCompression.Data.Images;

/// <summary>A decoded file: gray or RGB pixels as stored, and how they should be turned.</summary>
internal sealed record DecodedImage(Pixels Pixels, Orientation Orientation);
