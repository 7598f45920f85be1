using NetGen.Reference;

namespace NetGen.Networks.Tests.Trained;

/// <summary>Networks that others trained, on a photograph.</summary>
public class TrainedNetworkTests
{
    private const string Proposal = "mtcnn-pnet/pnet.npz";
    private const string ResNet20 = "resnet20-cifar10/resnet20-12fca82f.npz";
    private const string Photo = "images/astronaut.png";

    // Where the photograph's face is, or most of it.
    private const int Top = 80, Left = 185, Size = 70;

    [SharedDataFact(Proposal, Photo)]
    public void TheProposalNetworkIsTheReferenceOnAFace()
    {
        using var file = Npz.Open(SharedData.Find(Proposal)!);
        var face = Face(value => (value - 127.5) / 128);
        var scores = Load(file, firstOfHead: 9);
        var boxes = Load(file, firstOfHead: 11);
        AssertOracle(typeof(ProposalScores), scores, face, ProposalScores.Load(scores).Forward, ProposalScores.OutputSize);
        AssertOracle(typeof(ProposalBoxes), boxes, face, ProposalBoxes.Load(boxes).Forward, ProposalBoxes.OutputSize);
    }

    /// <summary>
    /// The network tells faces of about 12 pixels from the rest: in the photograph at an eighth of its size there is one, and few windows
    /// see it.
    /// </summary>
    [SharedDataFact(Proposal, Photo)]
    public void TheProposalNetworkFindsTheFace()
    {
        using var file = Npz.Open(SharedData.Find(Proposal)!);
        const int Shrink = 8;
        var photo = Photograph(value => (value - 127.5) / 128);
        var small = Image.From(AveragePool.Run(photo.ToMap(), WindowSpec.Square(Shrink, Shrink)));
        var map = Forms.Run(ProposalScores.Load(Load(file, firstOfHead: 9)).Forward, ProposalScores.OutputSize, small.Values,
            small.Height, small.Width);
        var size = ProposalScores.OutputSize(small.Height, small.Width);
        var faces = Enumerable.Range(0, size.Height * size.Width).Where(i => map[2 * i + 1] > 0.6f)
            .Select(i => (Y: (2 * (i / size.Width) + 6) * Shrink, X: (2 * (i % size.Width) + 6) * Shrink)).ToArray();
        Assert.Contains(faces, face => face.Y is > 70 and < 160 && face.X is > 180 and < 270);
        Assert.InRange(faces.Length, 1, size.Height * size.Width / 10);
    }

    [SharedDataFact(ResNet20, Photo)]
    public void TheStartOfResNet20FoldsItsBatchNormalisations()
    {
        using var file = Npz.Open(SharedData.Find(ResNet20)!);
        var weights = new Renamed(file, ResNet20Start.Tensors.ToArray().ToDictionary(tensor => tensor.Name, tensor => tensor.Name));
        var crop = Face(value => (value / 255 - 0.45) / 0.225).Crop(20, 20, 32, 32);
        var expected = new Oracle(typeof(ResNet20Start), weights).RunFixed(crop.ToMap());
        Comparison.Close(Forms.Run(ResNet20Start.Load(weights).Forward, crop.Values, ResNet20Start.OutputLength), expected,
            Tolerance.Network);
    }

    // Arrays 00 to 08 are the trunk's; two more are each head's.
    private static Renamed Load(Npz file, int firstOfHead) => new(file, new Dictionary<string, string>
    {
        ["conv1.weight"] = "00", ["conv1.bias"] = "01", ["prelu1.weight"] = "02",
        ["conv2.weight"] = "03", ["conv2.bias"] = "04", ["prelu2.weight"] = "05",
        ["conv3.weight"] = "06", ["conv3.bias"] = "07", ["prelu3.weight"] = "08",
        ["conv4.weight"] = $"{firstOfHead:00}", ["conv4.bias"] = $"{firstOfHead + 1:00}",
    });

    private static void AssertOracle(Type network, Renamed weights, Image image, AnySizeForward forward, OfSize<MapSize> outputSize)
    {
        var expected = new Oracle(network, new PyTorchOrder(weights)).RunAnySize(image.ToMap());
        Comparison.Close(Forms.Run(forward, outputSize, image.Values, image.Height, image.Width), expected, Tolerance.Network);
    }

    private static Image Face(Func<double, double> scale) => Photograph(scale).Crop(Top, Left, Size, Size);

    private static Image Photograph(Func<double, double> scale)
    {
        var photo = Imaging.Png.Read(SharedData.Find(Photo)!);
        return new Image(photo.Height, photo.Width, photo.Channels, Array.ConvertAll(photo.Pixels, value => (float)scale(value)));
    }
}
