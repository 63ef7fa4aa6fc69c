namespace ModelCompression.Inference;

/// <summary>The objects in an image, in the coordinates of the model's (first) image input.</summary>
/// <param name="Objects">None for an image without objects.</param>
/// <param name="Picture">The part of the input that shows the image; the rest is padding, where nothing can be found.</param>
public sealed record BoxesLabel(IReadOnlyList<LabelledBox> Objects, Box Picture) : Label;

/// <summary>One object.</summary>
/// <param name="Class">0-based.</param>
/// <param name="IsCrowd">True for a group of objects that are not told apart: it may be found any number of times or not at all.</param>
public sealed record LabelledBox(int Class, Box Box, bool IsCrowd = false);
