using ModelCompression.Ir;

namespace ModelCompression.Pruning.Channels;

/// <summary>A layer that sums over channels.</summary>
/// <param name="Weight">Its constant weights.</param>
/// <param name="Axis">The axis of the weights that is summed over.</param>
internal sealed record ChannelConsumer(Node Node, Value Weight, int Axis);
