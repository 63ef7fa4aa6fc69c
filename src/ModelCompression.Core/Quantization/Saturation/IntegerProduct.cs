using ModelCompression.Ir;
using ModelCompression.Layerwise;
using ModelCompression.Tensors;

namespace ModelCompression.Quantization.Saturation;

/// <summary>A matrix product or convolution of u8 activations with s8 weights.</summary>
/// <param name="Node">The operator.</param>
/// <param name="Weight">The s8 weights; null when they are computed at run time.</param>
/// <param name="Rows">The weights in the order the kernel adds them; null without weights.</param>
/// <param name="LargestActivation">No activation is larger, 0 to 255.</param>
internal sealed record IntegerProduct(Node Node, TensorData? Weight, WeightRows? Rows, int LargestActivation);
