namespace ModelCompression.Inference;

/// <summary>Which of the boxes that a detector proposes are kept. The defaults are those that accuracy is usually measured with; apps use a higher confidence.</summary>
/// <param name="Confidence">Only scores above count.</param>
/// <param name="Iou">A box that overlaps a better one of its class by more is left out.</param>
/// <param name="MaxDetections">Of an image.</param>
/// <param name="ClassAgnostic">True when boxes of different classes suppress each other, too.</param>
/// <param name="MultiLabel">True when a box counts once for every class that reaches the confidence; false when only its best class counts.</param>
public sealed record DetectionLimits(double Confidence = 0.001, double Iou = 0.7, int MaxDetections = 300, bool ClassAgnostic = false, bool MultiLabel = true);
