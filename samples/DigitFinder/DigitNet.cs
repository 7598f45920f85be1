using NetGen;

namespace DigitFinder;

/// <summary>
/// Reads 28×28 pixels of ink (0 paper, 1 ink): the probabilities of the digits 0 to 9 at the middle, and of <see cref="NoDigit"/>. It
/// pads nothing and is strict, so an entry of its map over a page is to the bit what it says of that crop alone.
/// </summary>
[Network(Precision = Precision.Strict)]
[Input(28, 28, 1)]
[Conv(5, 1, 16, Name = "conv1"), Relu]
[MaxPool(2)]
[Conv(5, 16, 32, Name = "conv2"), Relu]
[MaxPool(2)]
[Dense(64, Name = "fc1"), Relu]
[Dense(11, Name = "fc2"), Softmax]
internal sealed partial class DigitNet
{
    /// <summary>The class of everything that is not a digit near the middle of the crop.</summary>
    public const int NoDigit = 10;

    /// <summary>The network with the weights that the sample's training script wrote.</summary>
    public static DigitNet LoadTrained()
    {
        using var weights = Resources.Open("digits.safetensors");
        return Load(weights);
    }
}
