"""Trains DigitNet and writes its weights. See README.md."""
import argparse
import copy
import time

import torch

import crops
import mnist
from network import DigitNet, NONE, save

TRAINING = 8000


def accuracy(network, images, labels):
    """The share of raw images, scaled to 0..1, of which the best of the ten digits is right."""
    with torch.no_grad():
        scores = network(torch.tensor(images).float()[:, None] / 255)
    return (scores[:, :NONE].argmax(1).numpy() == labels).mean()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--mnist', default='../../../../shared/data/mnist', help='folder with the t10k files')
    parser.add_argument('--out', default='../Weights/digits.safetensors')
    parser.add_argument('--steps', type=int, default=5000)
    parser.add_argument('--drawn', type=int, default=10000, help='digits to draw')
    parser.add_argument('--seed', type=int, default=1)
    args = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(args.seed)

    images, labels = mnist.read(args.mnist)
    written = crops.Bank(images[:TRAINING] / 255, labels[:TRAINING], 20)
    raw = written.images
    drawn, others = crops.digit_bank(args.drawn, args.seed), crops.other_bank(args.drawn // 2, args.seed + 1)
    print('glyphs ready', flush=True)

    network = DigitNet()
    average = copy.deepcopy(network)
    optimiser = torch.optim.AdamW(network.parameters(), lr=2e-3, weight_decay=1e-3)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, 4e-3, args.steps, pct_start=.1)
    start = time.time()
    for step in range(1, args.steps + 1):
        parts = [crops.batch(written, others, 104), crops.batch(drawn, others, 120)]
        plain = torch.randint(TRAINING, (32,))
        parts.append((raw[plain], torch.eye(NONE + 1)[written.labels[plain]]))
        ink, target = (torch.cat(part) for part in zip(*parts))
        loss = -(torch.log_softmax(network(ink), 1) * target).sum(1).mean()
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        schedule.step()
        with torch.no_grad():
            for mean, now in zip(average.parameters(), network.parameters()):
                mean.lerp_(now, max(.003, 1 / step))
        if step % 250 == 0:
            print(f'{step:5} loss {loss:.4f}  last 2,000: {accuracy(average, images[TRAINING:], labels[TRAINING:]):.2%}  {time.time() - start:.0f} s', flush=True)
    save(average, args.out)


if __name__ == '__main__':
    main()
